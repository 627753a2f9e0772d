"""What ``demarche doctor`` says of Qt: whether a window could open here, in which font, and where its files lie."""

import ctypes
import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QSettings, qVersion
from PySide6.QtGui import QFontInfo
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from desktop.assets import icon_file
from desktop.cli.printing import out
from desktop.logbook import log_file
from desktop.places import APPLICATION, name_application

LINUX_PLUGIN = "platforms/libqxcb.so"


def look(*, seen: bool) -> list[str]:
    """Print what there is and return what is wrong; ``seen`` tells that a display answers."""
    name_application()
    qt = QApplication.instance() or QApplication(["demarche"])
    font = QFontInfo(QApplication.font())
    out(f"Qt {qVersion()}, {'a display answers' if seen else 'no display: the window would be a picture'}")
    out(f"font {font.family() or 'none'}, {font.pixelSize()} px")
    out(f"settings {QSettings(APPLICATION, APPLICATION).fileName()}")
    out(f"log {log_file()}")
    faults = [] if font.family() else ["There are no fonts on this system, so that no words can be shown."]
    if not QSvgRenderer(str(icon_file("event"))).isValid():
        faults.append("The icons of Démarche cannot be drawn.")
    del qt
    return faults + _plugin_faults()


def _plugin_faults() -> list[str]:
    """Load what Qt would need for a window under X11, where a missing library would end the process."""
    plugin = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / LINUX_PLUGIN
    if not sys.platform.startswith("linux") or not plugin.exists():
        return []
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return [f"A window cannot be opened under X11: {error}."]
    return []
