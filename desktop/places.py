"""Where the user's own files lie on this platform."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths

APPLICATION = "demarche"
DATABASE = "demarche.sqlite3"


def name_application() -> None:
    """Tell Qt our name, on which every place depends; to be called before anything asks for one."""
    QCoreApplication.setApplicationName(APPLICATION)


def default_database() -> Path:
    """Return the library that is opened where none is named, in the platform's application-data folder."""
    name_application()
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)
    return Path(folder) / DATABASE
