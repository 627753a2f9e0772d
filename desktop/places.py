"""Where the user's own files lie on this platform."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths

APPLICATION = "demarche"
DATABASE = "demarche.sqlite3"
DESKTOP_ID = "org.demarche.Demarche"
"""By which desktops know the application: its icon, its windows, its files."""
ENDING = ".demarche"
"""How the files of libraries end that users name themselves."""


def name_application() -> None:
    """Tell Qt our name, on which every place depends; to be called before anything asks for one."""
    QCoreApplication.setApplicationName(APPLICATION)


def default_database() -> Path:
    """Return the library that is opened where none is named, in the platform's application-data folder."""
    name_application()
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)
    return Path(folder) / DATABASE


def state_folder() -> Path:
    """Return where logs and the reports of crashes lie, in the platform's folder for an application's state."""
    name_application()
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.StateLocation))
