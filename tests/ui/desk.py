"""The whole application on a library of its own, and hands to use it with real events."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING, TypeVar

import shiboken6
from msgspec import Struct, field
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QSettings, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QWidget

from desktop.app import Application, Start
from desktop.assets import resources
from desktop.views.article import ArticlePanel
from desktop.views.attached import AttachedDialog
from desktop.views.chips.bar import Chip, ChipBar
from desktop.views.detail import DetailPanel
from desktop.views.filters import FilterPanel
from desktop.views.status import StatusContent
from desktop.widgets.link import Link
from desktop.widgets.prose import Prose
from tests.ui.canvas import Stand

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from db.marks import Marks
    from desktop.jobs import Jobs
    from desktop.session import Session
    from desktop.window import Window

LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIPPED = "libya-2020"

Kind = TypeVar("Kind", bound=QWidget)


def shipped() -> Path:
    """Return the folder of the dataset that comes with the application."""
    return resources() / SHIPPED


class Desk(Struct):
    """An open window, and what a user reads from it and does to it."""

    bot: QtBot
    app: Application
    store: QSettings
    told: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.app.session.said.connect(self.told.append)

    @property
    def window(self) -> Window:
        return self.app.window

    @property
    def session(self) -> Session:
        return self.app.session

    @property
    def marks(self) -> Marks:
        assert self.session.marks is not None
        return self.session.marks

    @property
    def stand(self) -> Stand:
        """Return the hands for timeline and overview."""
        return Stand(
            self.bot, self.window, self.window.timeline, self.window.overview, self.session, self.app.appearance
        )

    # Waiting

    def idle(self) -> None:
        """Wait until no job runs, nothing moves and everything asked for is on screen."""
        for _ in range(3):
            self.bot.waitUntil(self._still, timeout=20_000)
            QApplication.processEvents()

    def _still(self) -> bool:
        return not self.app.jobs.busy() and not self.window.timeline.stage.camera.moving

    # Reading

    def row(self, identifier: str) -> int:
        """Return the row of an entry's id."""
        return next(row for row in range(len(self.marks)) if self.marks.ids[row] == identifier)

    def title(self, identifier: str) -> str:
        return str(self.marks.titles[self.row(identifier)])

    def selected(self) -> list[str]:
        """Return the ids of what is selected."""
        return [str(self.marks.ids[int(row)]) for row in self.session.selection.rows]

    def shown(self) -> list[str]:
        """Return the ids of what passes the filter."""
        return [str(self.marks.ids[int(row)]) for row in self.session.shown.mask.nonzero()[0]]

    def status(self) -> StatusContent:
        return self._only(StatusContent)

    def counts(self) -> str:
        """Return what the status bar says of counts and span."""
        return self.status().counts.text()

    def sentence(self) -> str:
        """Return the sentence in the status bar."""
        return self.status().sentence.text()

    def chips(self) -> list[str]:
        bar = self._only(ChipBar)
        return [chip.text() for chip in bar.findChildren(Chip) if chip.isVisible()]

    def chip_counts(self) -> str:
        return self._only(ChipBar)._counts.text()

    def article(self) -> ArticlePanel:
        return self._only(ArticlePanel)

    def filters(self) -> FilterPanel:
        return self._only(FilterPanel)

    def detail(self) -> list[str]:
        """Return every text of the detail panel from top to bottom."""
        page = self._page()
        texts: list[QWidget] = [*page.findChildren(Prose), *page.findChildren(Link), *page.findChildren(QLabel)]
        return [said for widget in sorted(texts, key=_height) if (said := _said(widget))]

    def link(self, text: str) -> Link:
        """Return the link of the detail panel or the chip bar with this text."""
        places: list[QWidget] = [self._page(), self._only(ChipBar)]
        found = [link for place in places for link in place.findChildren(Link)]
        return next(link for link in found if link.text() == text and link.isVisibleTo(self.window))

    def links(self, *, starting: str) -> list[Link]:
        """Return the links of the detail panel whose words start like this, from top to bottom."""
        found = self._page().findChildren(Link)
        return sorted((link for link in found if link.text().startswith(starting)), key=_height)

    def passage_of(self, identifier: str) -> QPoint:
        """Return a point, in the viewport, on a passage of the open article that supports an entry alone."""
        text, row = self.article().text, self.row(identifier)
        passage = next(p for p in text.passages if [head.row for head in p.entries] == [row])
        text._scroll_to(list(passage.lines))
        line = passage.lines[0]
        return QPoint(round(line.left + 6), round(line.top + line.height / 2 - text.verticalScrollBar().value()))

    def passage_in_view(self, identifier: str) -> bool:
        """Tell whether a passage of an entry stands in the visible part of the open article."""
        text, row = self.article().text, self.row(identifier)
        top = text.verticalScrollBar().value()
        bottom = top + text.viewport().height()
        return text.isVisible() and any(
            top <= p.lines[0].top and p.lines[0].top + p.lines[0].height <= bottom
            for p in text.passages
            if p.lines and row in [head.row for head in p.entries]
        )

    def table_titles(self) -> list[str]:
        """Return the titles in the chronology's order."""
        entries = self.window.chronology.table.entries
        return [str(self.marks.titles[int(row)]) for row in entries.rows]

    def table_selected(self) -> list[str]:
        """Return the ids of the rows that the chronology shows as selected."""
        table = self.window.chronology.table
        places = sorted({index.row() for index in table.selectionModel().selectedIndexes()})
        return sorted(str(self.marks.ids[int(table.entries.rows[place])]) for place in places)

    # Doing

    def click(self, widget: QWidget, at: QPoint | None = None, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        """Click a widget in its middle, or at a point of it, and wait for what follows."""
        QTest.mouseClick(widget, LEFT, keys, at if at is not None else widget.rect().center())
        self.idle()

    def click_mark(self, identifier: str, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        """Click an entry's mark on the timeline, brought into view first."""
        self.session.reveal_requested.emit(self.row(identifier))
        self.idle()
        self.click(self.window.timeline, self.stand.at(self.row(identifier)), keys)

    def click_line(self, identifier: str, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        """Click an entry's line of the chronology."""
        self.click(self.window.chronology.table.viewport(), self.line(identifier), keys)

    def line(self, identifier: str) -> QPoint:
        """Scroll the chronology to an entry and return a point on its title."""
        table = self.window.chronology.table
        index = table.entries.index(table.entries.place_of(self.row(identifier)), 1)
        table.scrollTo(index)
        return table.visualRect(index).center()

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        """Press a key where the focus is, and wait for what follows."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, keys)
        self.idle()

    def run(self, identifier: str) -> None:
        """Choose a command in its menu."""
        self.window.commands[identifier].trigger()
        self.idle()

    def drop(self, paths: Iterable[Path]) -> bool:
        """Drop files on the window; return whether the window took them."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        copy, place = Qt.DropAction.CopyAction, QPoint(300, 300)
        entered = QDragEnterEvent(place, copy, data, LEFT, NO_KEYS)
        entered.ignore()
        QApplication.sendEvent(self.window, entered)
        if not entered.isAccepted():
            return False
        QApplication.sendEvent(self.window, QDropEvent(QPointF(place), copy, data, LEFT, NO_KEYS))
        self.idle()
        return True

    def dialog(self) -> QMessageBox:
        """Return the message that stands open."""
        return next(box for box in self.window.findChildren(QMessageBox) if box.isVisible())

    def report(self) -> AttachedDialog:
        """Return the table that tells what offered files were taken for."""
        (found,) = [dialog for dialog in self.window.findChildren(AttachedDialog) if dialog.isVisible()]
        return found

    def reported(self) -> list[str]:
        """Return the lines of that table, and close it."""
        table = self.report()
        items = [table.list.topLevelItem(row) for row in range(table.list.topLevelItemCount())]
        lines = ["; ".join(item.text(column) for column in range(table.list.columnCount())) for item in items if item]
        table.reject()
        return lines

    def close(self) -> None:
        """Close the window as its user does."""
        self.window.close()

    def _page(self) -> QWidget:
        page = self._only(DetailPanel).widget()
        assert page is not None
        return page

    def _only(self, kind: type[Kind]) -> Kind:
        found = self.window.findChildren(kind)
        assert len(found) == 1, f"{len(found)} widgets of {kind.__name__}"
        return found[0]


def _height(widget: QWidget) -> int:
    return widget.mapTo(widget.window(), QPoint(0, 0)).y()


def _said(widget: QWidget) -> str:
    match widget:
        case Prose():
            return widget.text()
        case Link() | QLabel():
            return widget.text()
        case _:
            return ""


class Seen(Struct):
    """What a modal message said: its text, what stands below it, its details, and the buttons offered."""

    text: str
    more: str
    details: str
    buttons: list[str]


@contextmanager
def answering(bot: QtBot, button: str, *, within: int = 10_000) -> Iterator[list[Seen]]:
    """Answer the next message that waits for an answer with the button of this text; what it said is in the list."""
    seen: list[Seen] = []
    watch = QTimer()
    watch.setInterval(20)

    def look() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox) and box.isVisible():
            watch.stop()
            names = {_plain(each.text()): each for each in box.buttons()}
            seen.append(Seen(box.text(), box.informativeText(), box.detailedText(), list(names)))
            QTest.mouseClick(names[button], LEFT)

    watch.timeout.connect(look)
    watch.start()
    try:
        yield seen
        bot.waitUntil(lambda: bool(seen), timeout=within)
    finally:
        watch.stop()


@contextmanager
def holding(jobs: Jobs) -> Iterator[None]:
    """Let no short job begin before the end of this, so that one can be cancelled before it is done."""
    held = Event()
    jobs.submit("hold", lambda _: held.wait(10), _ignore, _ignore)
    try:
        yield
    finally:
        held.set()


def _ignore(_outcome: object) -> None:
    """Take an outcome that no test is about."""


def _plain(text: str) -> str:
    return text.replace("&", "")


def open_desk(
    bot: QtBot,
    folder: Path,
    *,
    dataset: Path | None = None,
    database: Path | None = None,
    originals: Path | None = None,
    scheme: str | None = "light",
    size: tuple[int, int] | None = (1600, 900),
    wait: bool = True,
    restore: Path | None = None,
    kept: bool = False,
) -> Desk:
    """Open the application on a library in ``folder``, with settings of its own beside it."""
    qt = QApplication.instance()
    assert isinstance(qt, QApplication)
    store = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    start = Start(database or folder / "library.sqlite3", dataset or shipped(), originals, scheme, restore, kept)
    app = Application(qt, start, store)
    if size is not None:
        app.window.resize(*size)
    app.window.show()
    bot.waitExposed(app.window)
    desk = Desk(bot, app, store)
    if wait:
        with bot.waitSignal(app.opened, timeout=20_000):
            app.open()
        desk.idle()
    return desk


def put_away(desk: Desk) -> None:
    """Close the window and delete what the application made."""
    desk.window.close()
    for thing in (desk.window, desk.app, desk.app.appearance):
        thing.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not shiboken6.isValid(desk.window)
