"""Tell the user what went wrong in one sentence, and ask what to do about it."""

from collections.abc import Callable
from enum import Enum
from functools import partial

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

from db.errors import DatasetError, ExportError, StoreError
from desktop.widgets import asking
from desktop.widgets.asking import Step

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


def tell(parent: QWidget, text: str, *, then: Step | None = None) -> None:
    """Show a sentence; ``then`` is done once it was read."""
    asking.tell(parent, TITLE, text, then=then)


def tell_before_closing(parent: QWidget, text: str, notes: str) -> None:
    """Say what could not be saved while the window closes, and show the text of notes, so that it can be copied."""
    box = QMessageBox(QMessageBox.Icon.Warning, TITLE, text, QMessageBox.StandardButton.Close, parent)
    if notes:
        box.setInformativeText(_tr("What you typed last is not saved. Copy it from the details before you go on."))
        box.setDetailedText(notes)
    # The window is being closed: without a loop of its own, the box would be gone with it before it was read.
    box.exec()


def ask_about_unopened(parent: QWidget, error: BaseException, chosen: Callable[[Answer], None], *, held: bool) -> None:
    """Say why the library could not be opened, let the user choose a way on, and do what is ``chosen``.

    ``held`` tells that the library holds what was loaded before, which a faulty dataset does not keep from opening.
    """
    box = asking.message(parent, TITLE, sentence(error), icon=QMessageBox.Icon.Warning)
    leave = partial(chosen, Answer.LEAVE)
    if isinstance(error, DatasetError):
        box.setDetailedText("\n".join(str(fault) for fault in error.faults))
    if isinstance(error, DatasetError) and held:
        box.setInformativeText(_tr("What was loaded before is still there."))
        way_on, answer = _tr("Open what was loaded before"), Answer.WITHOUT_DATASET
    elif isinstance(error, StoreError) and error.unfit:
        box.setInformativeText(
            _tr("It can be moved aside, beside where it lies. Your stars, notes and originals are taken over from it.")
        )
        way_on, answer = _tr("Move it aside and begin anew"), Answer.MOVE_ASIDE
    else:
        box.addButton(_tr("Quit"), QMessageBox.ButtonRole.RejectRole)
        asking.open_box(box, leave)
        return
    asking.ask(box, way_on, partial(chosen, answer), no=_tr("Quit"), refused=leave)


def open_address(parent: QWidget, address: str) -> None:
    """Open a publisher's address in the browser after showing it; anything but http and https is refused."""
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    if url.scheme() not in {"http", "https"} or not url.host():
        tell(parent, _tr("{0} is no address of a page, so it is not opened.").format(address))
        return
    question = _tr("Open this address in your browser?")
    box = asking.message(parent, TITLE, question, url.toString())
    asking.ask(box, _tr("Open"), partial(QDesktopServices.openUrl, url), harmless=True)
