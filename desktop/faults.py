"""Tell the user what went wrong in one sentence, and ask what to do about it."""

from collections.abc import Callable
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

from db.errors import DatasetError, ExportError, StoreError
from desktop.widgets import asking
from desktop.widgets.asking import Step

if TYPE_CHECKING:
    from db.kept import Kept
    from db.replacing import Replaced

TITLE = "Démarche"


class Answer(Enum):
    """What to do about a library that could not be opened."""

    MOVE_ASIDE = "move aside"
    RESTORE = "restore"
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


def copy_instead(error: BaseException, library: Path) -> "Kept | None":
    """Return the newest daily copy beside a library that is not fit to be opened, if there is one."""
    from db import daily

    return daily.newest(library) if isinstance(error, StoreError) and error.unfit else None


def ask_about_unopened(
    parent: QWidget,
    error: BaseException,
    library: Path,
    chosen: Callable[[Answer], None],
    *,
    held: bool,
    copy: "Kept | None" = None,
) -> None:
    """Say why the library could not be opened, let the user choose a way on, and do what is ``chosen``.

    ``held`` tells that the library holds what was loaded before, which a faulty dataset does not keep from opening.
    ``copy`` is offered instead of one that is not fit.
    """
    others: list[tuple[str, Step]] = []
    box = asking.message(parent, TITLE, sentence(error), icon=QMessageBox.Icon.Warning)
    leave = partial(chosen, Answer.LEAVE)
    if isinstance(error, DatasetError):
        box.setDetailedText("\n".join(str(fault) for fault in error.faults))
    if isinstance(error, DatasetError) and held:
        box.setInformativeText(_tr("What was loaded before is still there."))
        way_on, answer = _tr("Open what was loaded before"), Answer.WITHOUT_DATASET
    elif isinstance(error, StoreError) and error.unfit:
        box.setInformativeText(_about_moving(library, copy))
        if copy is not None:
            others.append((_tr("Restore the copy"), partial(chosen, Answer.RESTORE)))
        way_on, answer = _tr("Move it aside and begin anew"), Answer.MOVE_ASIDE
    else:
        box.addButton(_tr("Quit"), QMessageBox.ButtonRole.RejectRole)
        asking.open_box(box, leave)
        return
    asking.ask(box, way_on, partial(chosen, answer), no=_tr("Quit"), refused=leave, others=others)


def _about_moving(library: Path, copy: "Kept | None") -> str:
    """Return what comes of moving an unfit file aside, and what a copy has to offer instead."""
    from db.connecting import is_database
    from desktop.wording import interface_locale

    if is_database(library):
        taken = _tr(
            "Whatever can still be read in it of your stars, colour labels, tags, notes, saved views, attached"
            " originals and imported entries is taken over."
        )
    else:
        taken = _tr("Nothing can be read in it, so nothing is taken over.")
    told = _tr("It can be moved aside, beside where it lies.") + f" {taken}"
    if copy is not None:
        moment = QDateTime.fromSecsSinceEpoch(int(copy.moment.timestamp()))
        day = interface_locale().toString(moment.date(), QLocale.FormatType.LongFormat)
        told += " " + _tr("Or the copy that was kept of it takes its place, as it was on {0}.").format(day)
    return told


def tell_of_replaced(parent: QWidget, library: Path, replaced: "Replaced") -> None:
    """Say where an unfit file is kept, and how much of what is the user's was taken over from it."""
    from desktop.wording import count

    names = {
        "star": (_tr("{0} star"), _tr("{0} stars")),
        "label": (_tr("{0} colour label"), _tr("{0} colour labels")),
        "tag": (_tr("{0} tag"), _tr("{0} tags")),
        "note": (_tr("{0} note"), _tr("{0} notes")),
        "saved_view": (_tr("{0} saved view"), _tr("{0} saved views")),
        "original": (_tr("{0} original"), _tr("{0} originals")),
        "imported": (_tr("{0} imported entry"), _tr("{0} imported entries")),
    }
    numbers = [(replaced.taken.get(table, 0), words) for table, words in names.items()]
    taken = [(one if number == 1 else many).format(count(number)) for number, (one, many) in numbers if number]
    text = _tr("{0} is begun anew. The file as it was is kept as {1}.").format(library.name, replaced.kept.name)
    if taken:
        more = _tr("Taken over from it: {0}. Whatever it held of yours beyond that could not be read.")
        more = more.format(", ".join(taken))
    else:
        more = _tr("Nothing of yours could be read in it.")
    box = asking.message(parent, TITLE, text, more, icon=QMessageBox.Icon.Information)
    box.addButton(QMessageBox.StandardButton.Ok)
    asking.open_box(box)


def open_address(parent: QWidget, address: str) -> None:
    """Open a publisher's address in the browser after showing it; anything but http and https is refused."""
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    if url.scheme() not in {"http", "https"} or not url.host():
        tell(parent, _tr("{0} is no address of a page, so it is not opened.").format(address))
        return
    question = _tr("Open this address in your browser?")
    box = asking.message(parent, TITLE, question, url.toString())
    asking.ask(box, _tr("Open"), partial(QDesktopServices.openUrl, url), harmless=True)
