"""Ask where a file is to be written: a field, a button that opens the system's dialog, and what stands in the way."""

import os
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from desktop.widgets.asking import Step, ask, message


class FileField(QWidget):
    """A file's path; ``~`` is the user's own folder."""

    changed = Signal()

    def __init__(self, path: Path, parent: QWidget) -> None:
        """Offer a path at first."""
        super().__init__(parent)
        self.edit = QLineEdit(str(path), self)
        self.edit.setAccessibleName(self.tr("File"))
        label = QLabel(self.tr("&File"), self)
        label.setProperty("role", "second")
        label.setBuddy(self.edit)
        browse = QPushButton(self.tr("Choose…"), self)
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.edit, 1)
        row.addWidget(browse)
        self.edit.textChanged.connect(self.changed)

    @property
    def path(self) -> Path:
        """Return the path as it is written."""
        return Path(self.edit.text().strip()).expanduser()

    def path_with(self, ending: str) -> Path:
        """Return the path, with an ending where it has none."""
        path = self.path
        named = path.suffix or not path.name or path.is_dir()
        return path if named else path.with_name(f"{path.name}{ending}")

    def rename(self, path: Path) -> None:
        """Write another path."""
        self.edit.setText(str(path))

    def problem(self) -> str:
        """Return why nothing can be written there, in a sentence; empty where nothing is in the way."""
        if not self.edit.text().strip():
            return self.tr("Name a file to write to.")
        path = self.path
        if path.is_dir():
            return self.tr("{path} is a folder.").format(path=path)
        if not path.parent.is_dir():
            return self.tr("There is no folder {path}.").format(path=path.parent)
        if path.exists() and not os.access(path, os.W_OK):
            return self.tr("{path} is read-only.").format(path=path)
        if not path.exists() and not os.access(path.parent, os.W_OK):
            return self.tr("Nothing can be written to {path}.").format(path=path.parent)
        return ""

    @Slot()
    def _browse(self) -> None:
        title, ask_later = self.tr("Write to"), QFileDialog.Option.DontConfirmOverwrite
        chosen, _ = QFileDialog.getSaveFileName(self, title, str(self.path), "", options=ask_later)
        if chosen:
            self.rename(Path(chosen))


def first_folder(last: str) -> Path:
    """Return the folder that was written to last, or else the user's documents."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    for folder in (last, documents):
        if folder and Path(folder).is_dir():
            return Path(folder)
    return Path.home()


def ask_to_write(path: Path, write: Step, parent: QWidget) -> None:
    """Do what writes a file; where there is one already, ask before, and do nothing unless that is agreed to."""
    if not path.is_file():
        write()
        return
    question = _tr("{name} exists. Replace it?").format(name=path.name)
    box = message(parent, _tr("Replace the file"), question, _tr("What is in it now will be lost."))
    ask(box, _tr("Replace"), write)


def _tr(text: str) -> str:
    return QCoreApplication.translate("FileField", text)
