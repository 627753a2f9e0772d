"""Build the program that starts without Python, and what it is handed out in: ``make package``.

    python packaging/build.py [--folder-only]

On every system a folder, ``dist/demarche``; on macOS an application beside it. On Linux a relocatable archive and a
Debian package as well, with all that a desktop is told (``dist/linux``, which the Flatpak manifest takes too). The
installer for Windows is made of the folder by packaging/windows/demarche.iss. Builds in an environment of its own.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / "build" / "package"
DIST = ROOT / "dist"
BUILT = DIST / "demarche"
MOST = 200
"""MB that the folder may take unpacked."""
ID = "org.demarche.Demarche"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
LIBRARIES = "libc6, libegl1, libgl1, libfontconfig1, fonts-dejavu-core | fonts-noto-core"
"""What the Debian package asks of the system: what must be the system's own."""


def main() -> int:
    """Build everything that this system can; 1 where the folder is too large."""
    parser = argparse.ArgumentParser(prog="packaging/build.py")
    parser.add_argument("--folder-only", action="store_true", help="build dist/demarche and nothing of it")
    options = parser.parse_args()
    os.chdir(ROOT)
    python = _prepare()
    _icons(python)
    _run(python, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "--distpath", DIST,
         "--workpath", ROOT / "build" / "pyinstaller", ROOT / "packaging" / "demarche.spec")  # fmt: skip
    if sys.platform.startswith("linux"):
        _strip(BUILT)
    _run(python, ROOT / "packaging" / "notices.py", BUILT)
    _try(BUILT)
    size = sum(file.stat().st_size for file in BUILT.rglob("*") if file.is_file() and not file.is_symlink()) / 1e6
    print(f"{BUILT}: {size:.0f} MB unpacked (at most {MOST})")
    if sys.platform.startswith("linux") and not options.folder_only:
        for made in _linux():
            print(f"{made}: {made.stat().st_size / 1e6:.0f} MB")
    return 0 if size <= MOST else 1


def _run(*command: str | Path) -> None:
    subprocess.run([str(word) for word in command], check=True)


def _prepare() -> Path:
    """Install what is locked, and the application itself, and return the Python that has them."""
    python = PLACE / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    lock = ROOT / "packaging" / "requirements-package.txt"
    stamp = PLACE / "installed"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != lock.read_text(encoding="utf-8"):
        _run(sys.executable, "-m", "venv", "--clear", PLACE)
        _pip(python, "--require-hashes", "--no-deps", "--only-binary", ":all:", "--requirement", lock)
        stamp.write_text(lock.read_text(encoding="utf-8"), encoding="utf-8")
    _pip(python, "--no-deps", "--no-build-isolation", "--force-reinstall", ROOT)
    return python


def _pip(python: Path, *what: str | Path) -> None:
    _run(python, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input", "install", *what)


def _icons(python: Path) -> None:
    """Draw the icon in every size, for what cannot draw SVG itself."""
    _run(python, ROOT / "packaging" / "draw_icons.py", ROOT / "build" / "icons", *map(str, SIZES))


def _strip(folder: Path) -> None:
    """Take the symbols out of what was built here; libraries of wheels are as their makers want them."""
    if shutil.which("strip") is None:
        return
    files = [*folder.glob("_internal/libpython*"), *folder.glob("_internal/python3*/lib-dynload/*.so")]
    for file in [*files, *folder.glob("_internal/sqlalchemy/**/*.so")]:
        subprocess.run(["strip", "--strip-unneeded", str(file)], check=False, stderr=subprocess.DEVNULL)


def _try(folder: Path) -> None:
    """Let the built program do what needs modules that are imported by name, in a place of its own."""
    program = folder / ("demarche.exe" if sys.platform == "win32" else "demarche")
    with tempfile.TemporaryDirectory() as place:
        library = ("--database", Path(place) / "library.demarche")
        for ending in ("csv", "docx", "ics", "bib", "md", "jsonl"):
            _run(program, *library, "export", "-o", Path(place) / f"out.{ending}")
        _run(program, *library, "backup", Path(place) / "copy.demarche")
        _run(program, *library, "shot", Path(place) / "window.png")


def _version() -> str:
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def _linux() -> Iterator[Path]:
    """Lay out what a desktop is told of, and yield the archive and the Debian package."""
    name = f"demarche-{_version()}-linux-{platform.machine()}"
    tree = DIST / "linux"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(BUILT, tree / "demarche", symlinks=True)
    _share(tree / "share")
    shutil.copy(ROOT / "packaging" / "linux" / "install", tree / "install")
    yield _archive(name, tree)
    if shutil.which("dpkg-deb") is not None:
        yield _debian(tree)


def _share(share: Path) -> None:
    """Lay out desktop entry, metainfo, type and icons as the XDG specifications want them."""
    linux, drawings = ROOT / "packaging" / "linux", ROOT / "resources" / "application"
    for source, folder in (
        (linux / f"{ID}.desktop", "applications"),
        (linux / f"{ID}.metainfo.xml", "metainfo"),
        (linux / f"{ID}.xml", "mime/packages"),
        (drawings / f"{ID}.svg", "icons/hicolor/scalable/apps"),
        (drawings / f"{ID}-symbolic.svg", "icons/hicolor/symbolic/apps"),
    ):
        (share / folder).mkdir(parents=True, exist_ok=True)
        shutil.copy(source, share / folder)
    for size in SIZES:
        place = share / f"icons/hicolor/{size}x{size}/apps"
        place.mkdir(parents=True)
        shutil.copy(ROOT / "build" / "icons" / f"{size}.png", place / f"{ID}.png")


def _archive(name: str, tree: Path) -> Path:
    target = DIST / f"{name}.tar.xz"
    owner = ("--owner=0", "--group=0", "--numeric-owner")
    packed = ("--create", "--use-compress-program=xz -4", "--file", target)
    _run("tar", *packed, *owner, "--transform", f"s,^[.],{name},", "--directory", tree, ".")
    return target


def _debian(tree: Path) -> Path:
    architecture = subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=True).stdout
    root = ROOT / "build" / "debian"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(tree / "demarche", root / "usr" / "lib" / "demarche", symlinks=True)
    shutil.copytree(tree / "share", root / "usr" / "share")
    (root / "usr" / "bin").mkdir()
    (root / "usr" / "bin" / "demarche").symlink_to("../lib/demarche/demarche")
    documents = root / "usr" / "share" / "doc" / "demarche"
    documents.mkdir(parents=True)
    shutil.copy(tree / "demarche" / "licences" / "NOTICES.txt", documents / "copyright")
    size = sum(file.stat().st_size for file in root.rglob("*") if file.is_file() and not file.is_symlink()) // 1024
    control = root / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text(
        f"Package: demarche\nVersion: {_version()}\nArchitecture: {architecture.strip()}\nSection: education\n"
        f"Priority: optional\nInstalled-Size: {size}\nDepends: {LIBRARIES}\n"
        "Maintainer: The Démarche contributors <demarche@localhost>\n"
        "Description: evidence-linked timeline of diplomacy\n"
        " Who said or did what, to whom, when, and which words in which article say so.\n",
        encoding="utf-8",
    )
    target = DIST / f"demarche_{_version()}_{architecture.strip()}.deb"
    _run("dpkg-deb", "--root-owner-group", "-Zxz", "-z4", "--build", root, target)
    return target


if __name__ == "__main__":
    sys.exit(main())
