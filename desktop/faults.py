"""Tell the user what went wrong in one sentence, and ask what to do about it."""

from enum import Enum

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

from db.errors import DatasetError, ExportError, StoreError

TITLE = "Démarche"


class Answer(Enum):
    """What to do about a library that could not be opened."""

    MOVE_ASIDE = "move aside"
    WITHOUT_DATASET = "without dataset"
    LEAVE = "leave"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Faults", text)


def sentence(error: BaseException) -> str:
    """Return the sentence that a foreseen error carries; raise anything else again, as it is a bug."""
    match error:
        case StoreError() | DatasetError() | ExportError():
            return str(error)
        case _:
            raise error


def tell(parent: QWidget, text: str) -> None:
    """Show a sentence and wait until it was read."""
    QMessageBox.warning(parent, TITLE, text)


def tell_unsaved(parent: QWidget, text: str, notes: str) -> None:
    """Say why notes could not be saved while the window closes, and show their text, so that it can be copied."""
    box = QMessageBox(QMessageBox.Icon.Warning, TITLE, text, QMessageBox.StandardButton.Close, parent)
    box.setInformativeText(_tr("What you typed last is not saved. Copy it from the details before you go on."))
    box.setDetailedText(notes)
    box.exec()


def ask_about_unopened(parent: QWidget, error: BaseException, *, held: bool) -> Answer:
    """Say why the library could not be opened and let the user choose a way on.

    ``held`` tells that the library holds what was loaded before, which a faulty dataset does not keep from opening.
    """
    box = QMessageBox(QMessageBox.Icon.Warning, TITLE, sentence(error), parent=parent)
    leave = box.addButton(_tr("Quit"), QMessageBox.ButtonRole.RejectRole)
    way_on = None
    answer = Answer.LEAVE
    if isinstance(error, DatasetError):
        box.setDetailedText("\n".join(str(fault) for fault in error.faults))
        if held:
            box.setInformativeText(_tr("What was loaded before is still there."))
            way_on = box.addButton(_tr("Open what was loaded before"), QMessageBox.ButtonRole.AcceptRole)
            answer = Answer.WITHOUT_DATASET
    elif isinstance(error, StoreError) and error.unfit:
        box.setInformativeText(
            _tr("It can be moved aside, beside where it lies. Your stars, notes and originals are taken over from it.")
        )
        way_on = box.addButton(_tr("Move it aside and begin anew"), QMessageBox.ButtonRole.AcceptRole)
        answer = Answer.MOVE_ASIDE
    box.setDefaultButton(leave)
    box.exec()
    return answer if way_on is not None and box.clickedButton() is way_on else Answer.LEAVE


def open_address(parent: QWidget, address: str) -> None:
    """Open a publisher's address in the browser after showing it; anything but http and https is refused."""
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    if url.scheme() not in {"http", "https"} or not url.host():
        tell(parent, _tr("{0} is no address of a page, so it is not opened.").format(address))
        return
    question = _tr("Open this address in your browser?")
    buttons = QMessageBox.StandardButton.Open | QMessageBox.StandardButton.Cancel
    box = QMessageBox(QMessageBox.Icon.Question, TITLE, question, buttons, parent)
    box.setInformativeText(url.toString())
    if box.exec() == QMessageBox.StandardButton.Open:
        QDesktopServices.openUrl(url)
