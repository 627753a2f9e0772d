"""Write the notices of what a built folder holds beside our own code: names, versions, licences and their texts.

    python packaging/notices.py FOLDER

Run with the Python that the folder was built with: what is shipped is told from the files in the folder.
"""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
import sysconfig
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LICENCES = Path(__file__).parent / "licences"
RULE = "-" * 78
QT = """\
Démarche uses Qt {qt} and Qt for Python (PySide6, Shiboken6) {qt}, copyright The Qt Company Ltd. and contributors, under
the GNU Lesser General Public License, version 3; the texts of that licence and of the GNU General Public License,
version 3, which it adds to, lie beside this file (LGPL-3.0.txt, GPL-3.0.txt).

Qt and PySide6 lie in this folder as shared libraries. You may put your own builds of the same versions in their place
(_internal/PySide6 and _internal/shiboken6), and you may take the program apart to find faults of such a change.
Their sources are published at https://download.qt.io/official_releases/qt/ and
https://download.qt.io/official_releases/QtForPython/pyside6/.
Qt itself holds the work of others; their notices are listed at https://doc.qt.io/qt-6/licenses-used-in-qt.html.
"""


def write(folder: Path) -> Path:
    """Write NOTICES.txt and the texts of the licences into a built folder; return the former."""
    target = folder / "licences"
    shutil.copytree(LICENCES, target, dirs_exist_ok=True)
    shutil.copy(LICENCES.parent.parent / "LICENSE", target / "Demarche-MIT.txt")
    notices = target / "NOTICES.txt"
    notices.write_text("\n".join(_parts(folder)), encoding="utf-8")
    return notices


def _parts(folder: Path) -> Iterator[str]:
    yield "What Démarche is built with, and under which licences.\n"
    shipped = sorted(_shipped(folder), key=lambda each: each.name.lower())
    for each in shipped:
        yield f"{RULE}\n{each.name} {each.version}\n{_licence(each)}\n{RULE}\n"
        if each.name.lower().startswith("pyside6"):
            yield QT.format(qt=each.version)
        yield from _texts(each)
    yield f"{RULE}\nPython {platform.python_version()}\n{RULE}\n"
    python = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    if python.exists():
        yield python.read_text(encoding="utf-8", errors="replace")
    yield from _system(folder)


def _shipped(folder: Path) -> Iterator[Distribution]:
    """Yield the distributions of which there is something in the folder, or whose pure modules are in the program."""
    names = {path.name for path in (folder / "_internal").iterdir()}
    inside = _modules()
    for each in distributions():
        tops = {str(file).replace("\\", "/").split("/")[0].removesuffix(".py") for file in each.files or ()}
        if each.name != "demarche" and tops & (names | inside) - {"..", "__pycache__"}:
            yield each


def _modules() -> set[str]:
    """Return the top-level names of the pure modules that PyInstaller has packed."""
    listed = Path("build/pyinstaller/demarche/PYZ-00.toc")
    if not listed.exists():
        return set()
    return {line.split("'")[1].split(".")[0] for line in listed.read_text(encoding="utf-8").splitlines() if "'" in line}


def _licence(each: Distribution) -> str:
    told = each.metadata
    classifiers = [line.split(" :: ")[-1] for line in told.get_all("Classifier") or () if line.startswith("License")]
    named = [*(told.get_all("License-Expression") or ()), ", ".join(classifiers), *(told.get_all("License") or ())]
    licence = next((each for each in named if each), "see below")
    return f"Licence: {licence.splitlines()[0]}"


def _texts(each: Distribution) -> Iterator[str]:
    for file in each.files or ():
        name = file.name.upper()
        if ".dist-info" in str(file) and name.startswith(("LICEN", "COPYING", "NOTICE", "AUTHORS")):
            path = Path(str(each.locate_file(file)))
            if path.is_file():
                yield f"--- {file.name}\n{path.read_text(encoding='utf-8', errors='replace')}"


def _system(folder: Path) -> Iterator[str]:
    """Yield the notices of the system's libraries that came along, where Debian's tools can tell whose they are."""
    if shutil.which("dpkg-query") is None:
        return
    libraries = sorted(path.name for path in (folder / "_internal").glob("lib*.so*") if not path.is_symlink())
    owners: dict[str, list[str]] = {}
    for library in libraries:
        found = subprocess.run(["dpkg-query", "-S", f"*/{library}"], capture_output=True, text=True, check=False).stdout
        owner = found.partition(":")[0].split(",")[0].strip()
        if owner:
            owners.setdefault(owner, []).append(library)
    for owner, files in sorted(owners.items()):
        yield f"{RULE}\n{owner} (of this system): {', '.join(files)}\n{RULE}\n"
        notice = Path("/usr/share/doc") / owner / "copyright"
        yield (
            notice.read_text(encoding="utf-8", errors="replace")
            if notice.exists()
            else "See the system's own notice.\n"
        )


if __name__ == "__main__":
    sys.stdout.write(f"{write(Path(sys.argv[1]))}\n")
