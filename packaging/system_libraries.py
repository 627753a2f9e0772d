"""Find what Qt needs of the system and does not find; install it where that is allowed, else name the one command.

Run by `packaging/set-up` with the Python of `.venv`. Standard library only. Ends with 1 where Démarche cannot work
before the command has been run, and with 0 where everything that is wanted here is in place.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import platform
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

TEST_PROGRAMS = ("Xvfb", "xdotool")
SYSTEM_FONTS = Path("/usr/share/fonts")
FONT_ENDINGS = (".ttf", ".otf", ".ttc", ".pfb")


@dataclass(frozen=True, slots=True)
class Distribution:
    """How one family of distributions installs packages, and what it calls ours.

    ``families`` are values of ID and ID_LIKE in os-release; ``steps`` are commands, the last one takes the packages.
    """

    families: tuple[str, ...]
    steps: tuple[str, ...]
    libraries: str
    fonts: str
    tests: str

    def command(self, lacking: Lacking) -> tuple[tuple[str, ...], ...]:
        """Return the commands that install what is lacking, as lists of words."""
        groups = (
            (lacking.libraries, self.libraries),
            (lacking.fonts, self.fonts),
            (lacking.programs, self.tests),
        )
        packages = chain.from_iterable(names.split() for missing, names in groups if missing)
        *first, last = (tuple(step.split()) for step in self.steps)
        return (*first, (*last, *packages))


XCB_DEBIAN = (
    "libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 "
    "libxcb-shm0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1 libxkbcommon0 libxkbcommon-x11-0"
)
WAYLAND_DEBIAN = "libwayland-client0 libwayland-cursor0 libwayland-egl1"
DISTRIBUTIONS = (
    Distribution(
        families=("debian", "ubuntu"),
        steps=("apt-get update", "apt-get install --yes --no-install-recommends"),
        libraries=f"libdbus-1-3 libegl1 libfontconfig1 libgl1 libglib2.0-0 libx11-xcb1 {XCB_DEBIAN} {WAYLAND_DEBIAN}",
        fonts="fonts-noto-core",
        tests="xvfb xauth xdotool",
    ),
    Distribution(
        families=("fedora", "rhel", "centos"),
        steps=("dnf install --assumeyes",),
        libraries="dbus-libs fontconfig glib2 libglvnd-egl libglvnd-glx libglvnd-opengl libX11-xcb libxkbcommon "
        "libxkbcommon-x11 xcb-util-cursor xcb-util-image xcb-util-keysyms xcb-util-renderutil xcb-util-wm "
        "libwayland-client libwayland-cursor libwayland-egl",
        fonts="google-noto-sans-fonts google-noto-serif-fonts",
        tests="xorg-x11-server-Xvfb xdotool",
    ),
    Distribution(
        families=("arch",),
        steps=("pacman --sync --needed --noconfirm",),
        libraries="dbus fontconfig glib2 libglvnd libx11 libxcb libxkbcommon libxkbcommon-x11 xcb-util-cursor "
        "xcb-util-image xcb-util-keysyms xcb-util-renderutil xcb-util-wm wayland",
        fonts="noto-fonts",
        tests="xorg-server-xvfb xdotool",
    ),
    Distribution(
        families=("suse", "opensuse"),
        steps=("zypper --non-interactive install",),
        libraries="fontconfig libdbus-1-3 libglib-2_0-0 libglvnd libX11-xcb1 Mesa-libEGL1 Mesa-libGL1 "
        f"{XCB_DEBIAN} {WAYLAND_DEBIAN}",
        fonts="dejavu-fonts",
        tests="xorg-x11-server-Xvfb xdotool",
    ),
)


@dataclass(frozen=True, slots=True)
class Lacking:
    """What this system does not have: names of shared libraries, fonts at all, programs for tests."""

    picture: tuple[str, ...]
    xcb: tuple[str, ...]
    wayland: tuple[str, ...]
    fonts: bool
    programs: tuple[str, ...]

    @property
    def libraries(self) -> tuple[str, ...]:
        """Return every missing shared library, whatever it is for."""
        return tuple(sorted({*self.picture, *self.xcb, *self.wayland}))

    def hindrances(self, *, window: bool) -> tuple[str, ...]:
        """Return what keeps Démarche from drawing at all, or from opening a window in this session."""
        found = [*self.picture, *(["a font"] if self.fonts else [])]
        if window:
            ways = [self.wayland] if os.environ.get("WAYLAND_DISPLAY") else []
            ways += [self.xcb] if os.environ.get("DISPLAY") else []
            easiest: tuple[str, ...] = min(ways, key=len, default=())
            found += easiest
        return tuple(dict.fromkeys(found))


def missing_libraries(*files: Path) -> tuple[str, ...]:
    """Return the shared libraries that the loader does not find for these files of Qt, sorted."""
    listed = subprocess.run(
        ["ldd", *map(str, files)],  # noqa: S607
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "LC_ALL": "C"},
    )
    return tuple(sorted(set(re.findall(r"^\s*(\S+) => not found", listed.stdout, re.MULTILINE))))


def has_font() -> bool:
    """Tell whether any font file lies in one of the folders that fontconfig reads."""
    shared = (os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":")
    own = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    folders = [*(Path(folder, "fonts") for folder in (*shared, own)), Path("~/.fonts"), SYSTEM_FONTS]
    files = chain.from_iterable(folder.expanduser().rglob("*") for folder in folders)
    return any(file.name.removesuffix(".gz").lower().endswith(FONT_ENDINGS) for file in files)


def look(*, development: bool) -> Lacking:
    """Look for everything that Qt, and for development the tests in real windows, need of the system."""
    found = importlib.util.find_spec("PySide6")
    if found is None or found.origin is None:
        raise SystemExit("Démarche: PySide6 is not installed in this environment. Run: make run")
    qt = Path(found.origin).parent
    modules = [qt / f"Qt{name}.abi3.so" for name in ("Core", "Gui", "Widgets", "Svg", "Test")]
    platforms = qt / "Qt" / "plugins" / "platforms"
    return Lacking(
        picture=missing_libraries(*modules, platforms / "libqoffscreen.so"),
        xcb=missing_libraries(platforms / "libqxcb.so"),
        wayland=missing_libraries(platforms / "libqwayland.so"),
        fonts=not has_font(),
        programs=tuple(name for name in TEST_PROGRAMS if development and shutil.which(name) is None),
    )


def this_distribution() -> Distribution | None:
    """Return the family of this system, None where it is none that we know or its package program is not here."""
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return None
    names = {*release.get("ID", "").split("-"), *release.get("ID_LIKE", "").split()}
    known = (each for each in DISTRIBUTIONS if names.intersection(each.families))
    return next((each for each in known if shutil.which(each.steps[0].split()[0])), None)


def as_root(commands: tuple[tuple[str, ...], ...]) -> str:
    """Return one line for a shell that runs the commands as root, with sudo where that is installed."""
    if shutil.which("sudo"):
        return " && ".join(shlex.join(("sudo", *words)) for words in commands)
    return shlex.join(("su", "-", "-c", " && ".join(map(shlex.join, commands))))


def run_all(commands: tuple[tuple[str, ...], ...]) -> None:
    """Run the commands one after the other and stop at the first that fails; what it says is shown."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in commands:
        say(f"Running: {shlex.join(words)}")
        if subprocess.run(words, env=quiet, stdout=subprocess.DEVNULL, check=False).returncode != 0:
            say(f"{words[0]} failed: see its message above.")
            return


def say(sentence: str) -> None:
    """Write one line to standard error."""
    print(sentence, file=sys.stderr)


def main() -> int:
    """Check, install or name what is missing; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--for", dest="purpose", choices=("run", "development"), required=True)
    parser.add_argument("--to", dest="screen", choices=("picture", "window"), required=True)
    wanted = parser.parse_args()
    if sys.platform != "linux":
        return 0
    development = wanted.purpose == "development"
    lacking = look(development=development)
    distribution = this_distribution()
    if distribution and os.geteuid() == 0 and (lacking.libraries or lacking.fonts or lacking.programs):
        run_all(distribution.command(lacking))
        lacking = look(development=development)
    return report(lacking, distribution, window=wanted.screen == "window")


def report(lacking: Lacking, distribution: Distribution | None, *, window: bool) -> int:
    """Say what is still missing and how to get it; return 1 where it keeps Démarche from working here."""
    remedy = (
        f"Install what is missing with this command, then try again:\n\n    {as_root(distribution.command(lacking))}\n"
        if distribution
        else "Install them with this system's package program, then try again."
    )
    if hindrances := lacking.hindrances(window=window):
        say(f"Démarche: Qt cannot draw here, for this system lacks {', '.join(hindrances)}.\n{remedy}")
        return 1
    if lacking.programs:
        say(
            f"Tests in a real window will be skipped, for this system lacks {' and '.join(lacking.programs)}.\n{remedy}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
