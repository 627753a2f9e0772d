"""Find the licences of Démarche and of what it is built with, in a built program, a checkout or an installed wheel."""

import sys
import sysconfig
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from msgspec import Struct

FOLDER = "licences"
"""Beside a built program; ``packaging/notices.py`` writes it."""
NOTICES = "NOTICES.txt"
"""Names all that is in a built program, with its licences."""


class Licences(Struct, frozen=True):
    """The texts that are here, the most telling first; ``packages`` is where installed packages keep theirs.

    ``packages`` is None in a built program, whose texts tell of everything in it; ``folder`` is where they lie.
    """

    folder: Path
    texts: tuple[Path, ...]
    packages: Path | None = None


def find_licences() -> Licences:
    """Return the licences of this very program."""
    if getattr(sys, "frozen", False):
        folder = Path(sys.executable).resolve().parent / FOLDER
        texts = sorted(folder.glob("*.txt"), key=_notices_first)
        return Licences(folder, tuple(texts))
    packages = Path(sysconfig.get_path("purelib"))
    root = Path(__file__).resolve().parent.parent
    if (root / "LICENSE").is_file():
        return Licences(root, (root / "LICENSE", *sorted((root / "packaging" / FOLDER).glob("*.txt"))), packages)
    return Licences(packages, _installed(), packages)


def _notices_first(file: Path) -> tuple[bool, str]:
    return file.name != NOTICES, file.name.lower()


def _installed() -> tuple[Path, ...]:
    """Return the licence that an installed wheel carries."""
    try:
        own = distribution("demarche")
    except PackageNotFoundError:
        return ()
    return tuple(Path(str(own.locate_file(file))) for file in own.files or () if file.name == "LICENSE")
