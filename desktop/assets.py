"""Find the files that ship with the application, in a checkout, a wheel or a frozen build."""

from functools import cache
from pathlib import Path

DATASET = "libya-2020"


@cache
def resources() -> Path:
    """Return the folder of resources; raise FileNotFoundError if the installation is incomplete."""
    here = Path(__file__).resolve().parent
    for folder in (here / "_resources", here.parent / "resources"):
        if (folder / "themes").is_dir():
            return folder
    raise FileNotFoundError(f"the resources of Démarche are missing beside {here}")


def dataset_folder() -> Path:
    """Return the folder of the dataset that the window opens on."""
    return resources() / DATASET


def icon_file(name: str) -> Path:
    """Return the path of one of our icons, drawn in ``currentColor``."""
    return resources() / "icons" / f"{name}.svg"
