"""Whether the desktop around the window asks for less motion.

Qt passes on what its style knows; what KDE, GTK and GNOME, Windows and macOS keep for themselves is read where they
keep it. GNOME is asked through ``gsettings``, without waiting for its answer.
"""

import os
import sys

from PySide6.QtCore import QObject, QProcess, QSettings, QStandardPaths, Signal, Slot

GNOME = ("GNOME", "UNITY", "BUDGIE", "PANTHEON")
"""Desktops, in XDG_CURRENT_DESKTOP, that keep the wish with GNOME's settings."""
QUESTION = ("get", "org.gnome.desktop.interface", "enable-animations")
NO = ("0", "false")


class Stillness(QObject):
    """Finds out what the system wishes, once."""

    found = Signal(bool)
    """Less motion is asked for, or is not."""

    def __init__(self, parent: QObject) -> None:
        """Know nothing until it is asked."""
        super().__init__(parent)
        self._process: QProcess | None = None

    def ask(self) -> None:
        """Find out; :attr:`found` follows, at once or once GNOME has answered."""
        still = kept_still()
        desktops = os.environ.get("XDG_CURRENT_DESKTOP", "").upper().split(":")
        asks = not still and set(desktops) & set(GNOME)
        program = QStandardPaths.findExecutable("gsettings") if asks else ""
        if not program:
            self.found.emit(still)
            return
        self._process = QProcess(self)
        self._process.finished.connect(self._take_answer)
        self._process.start(program, list(QUESTION))

    @Slot()
    def _take_answer(self) -> None:
        if self._process is not None:
            answer = bytes(self._process.readAllStandardOutput().data()).decode(errors="replace").strip()
            self.found.emit(answer == "false")


def kept_still() -> bool:
    """Tell whether less motion is asked for where the system keeps that in files, or behind a call of its own."""
    if sys.platform == "win32":
        return _windows_is_still()
    if sys.platform == "darwin":
        return _read("", "com.apple.universalaccess", "reduceMotion") in ("1", "true")
    kde = _read("kdeglobals", "", "KDE/AnimationDurationFactor")
    gtk = [_read(f"gtk-{version}.0/settings.ini", "", "Settings/gtk-enable-animations") for version in (3, 4)]
    return kde in ("0", "0.0") or any(value in NO for value in gtk)


def _read(file: str, domain: str, key: str) -> str:
    """Return a value of a settings file of the user's, or of a domain of the platform's; empty where there is none."""
    if domain:
        store = QSettings(domain, "")
    else:
        path = QStandardPaths.locate(QStandardPaths.StandardLocation.GenericConfigLocation, file)
        if not path:
            return ""
        store = QSettings(path, QSettings.Format.IniFormat)
    return str(store.value(key, "")).strip().lower()


def _windows_is_still() -> bool:
    """Ask for SPI_GETCLIENTAREAANIMATION."""
    if sys.platform == "win32":
        import ctypes

        animated = ctypes.c_int(1)
        ctypes.windll.user32.SystemParametersInfoW(0x1042, 0, ctypes.byref(animated), 0)
        return not animated.value
    return False
