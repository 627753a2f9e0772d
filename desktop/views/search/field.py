"""The search field of the toolbar: it lists while one types, and finds everything once typing pauses."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QMoveEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from db.matching import FoundText
from desktop.icons import themed_icon
from desktop.requests import Reading
from desktop.session import Session
from desktop.theme import Appearance
from desktop.views.search.stepping import Stepping
from desktop.views.search.taking import Taking

if TYPE_CHECKING:
    from desktop.views.search.results import SearchResults

FRAME = 16
"""Keys within this time, in ms, are searched for together."""
PAUSE = 200
"""Typing has paused after this time, in ms."""
LONGEST = 1_000_000
PAGE = 5
KEY_SIZE = 18
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: PAGE, Qt.Key.Key_PageUp: -PAGE}


class SearchField(QLineEdit):
    """Looks for what is typed; arrows and Enter choose from the list below it."""

    left = Signal()
    """Esc was pressed with nothing more to close or clear."""
    text_opened = Signal()
    """A text of an article is about to be read."""

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Search the library of ``session``."""
        super().__init__(parent)
        self._session, self._appearance = session, appearance
        self._entering = False
        self._lead = ""
        self._results: SearchResults | None = None
        self.stepping = Stepping(session, self)
        self.taking = Taking(session, self)
        self._frame = self._timer(FRAME, self._ask_list)
        self._pause = self._timer(PAUSE, self._ask_all)
        self._glass, self._cross = QAction(self), QAction(self.tr("Clear the search"), self)
        self._set_up()
        self.textChanged.connect(self._search)
        self.stepping.nothing_searched.connect(self.begin)
        self.taking.nothing_searched.connect(self.begin)
        self._cross.triggered.connect(self.clear)
        session.search_changed.connect(self._follow)
        session.library_changed.connect(self._search_again)
        appearance.changed.connect(self._draw_icons)

    @property
    def results(self) -> "SearchResults":
        """The list below the field; it is made when something is first looked for."""
        return self._made() if self._results is None else self._results

    def _made(self) -> "SearchResults":
        from desktop.views.search.results import SearchResults

        results = self._results = SearchResults(self._session, self._appearance, self)
        results.chosen.connect(self._choose)
        results.text_chosen.connect(self._read_text)
        # After the list, which shows first what is then chosen from it.
        self._session.found_changed.connect(self._enter_waiting)
        return results

    def _close_results(self) -> None:
        if self._results is not None:
            self._results.hide()

    def _timer(self, time: int, run: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(time)
        timer.timeout.connect(run)
        return timer

    def _set_up(self) -> None:
        self.setObjectName("search")
        self.setMaxLength(LONGEST)
        self.setAccessibleName(self.tr("Search titles, people, articles"))
        self.setToolTip(
            self.tr(
                "Words, and phrases in quotation marks. Also actor: type: side: article: after: before:\n"
                "tag: label: starred:yes noted:yes\n"
                "for example actor:kalin after:“june 2020” ceasefire"
            )
            .replace("“", '"')
            .replace("”", '"')
        )
        self.setFixedHeight(self._appearance.theme.length("button"))
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.addAction(self._cross, QLineEdit.ActionPosition.TrailingPosition)
        self._cross.setVisible(False)
        self._draw_icons()

    def sizeHint(self) -> QSize:
        """Return the size in the designs."""
        return QSize(392, self.height())

    def show_keys(self, keys: Sequence[str]) -> None:
        """Paint the single sign among the keys that lead here, if there is one."""
        self._lead = next((key for key in keys if len(key) == 1), "")
        self.update()

    @property
    def commands(self) -> dict[str, Callable[..., object]]:
        """What the table of commands asks of the search, by a command's id."""
        return {
            "search": self.begin,
            "next-hit": self.stepping.next,
            "previous-hit": self.stepping.previous,
            "select-hits": self.taking.select,
            "only-hits": self.taking.show_only,
        }

    @Slot()
    def begin(self) -> None:
        """Take the focus with all of the text selected, and show what it finds."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self.results.open()

    @Slot()
    def _draw_icons(self) -> None:
        theme = self._appearance.theme
        self._glass.setIcon(themed_icon("search", theme["ink-2"], theme["ink-3"]))
        self._cross.setIcon(themed_icon("close", theme["ink-2"], theme["ink-3"]))
        self.setFixedHeight(theme.length("button"))

    # From the text to the session and back

    @Slot(str)
    def _search(self, text: str) -> None:
        self._entering = False
        self._cross.setVisible(bool(text))
        self._session.search(text)
        if not text.strip():
            self._frame.stop()
            self._pause.stop()
            return
        if self._results is None:
            self._made()
        if not self._frame.isActive():
            self._frame.start()
        self._pause.start()

    @Slot()
    def _search_again(self) -> None:
        if self._session.searched.strip():
            self._ask_list()
            self._ask_all()

    @Slot()
    def _ask_list(self) -> None:
        self._session.search_requested.emit(self._session.searched)

    @Slot()
    def _ask_all(self) -> None:
        self._session.hits_requested.emit(self._session.searched)

    @Slot()
    def _follow(self) -> None:
        if self.text() != self._session.searched:
            self.setText(self._session.searched)

    @Slot()
    def _enter_waiting(self) -> None:
        """Show the list while the field has the focus; choose from it where Enter was pressed before it came."""
        found = self._session.found
        if found is None or found.typed != self._session.searched:
            return
        if self._entering:
            self._entering = False
            self.results.enter()
        elif self.hasFocus() and not found.ranked:
            self.results.open()

    @Slot(int)
    def _choose(self, row: int) -> None:
        self._close_results()
        self._session.go_to(row)

    @Slot(object)
    def _read_text(self, found: FoundText) -> None:
        """Open a text of an article where the words stand in it."""
        self._close_results()
        self.text_opened.emit()
        self._session.reading_requested.emit(Reading(found.article, found.kind, found.span))

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and take the choice; Esc closes the list, then clears the search, then the selection."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._step(_STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key is Qt.Key.Key_Escape:
            self._escape()
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        if not self.results.isVisible():
            self.results.open()
        self.setAccessibleDescription(self.results.step(by))

    def _enter(self) -> None:
        found = self._session.found
        if found is not None and found.typed == self._session.searched:
            self.results.enter()
        else:
            self._entering = bool(self.text().strip())

    def _escape(self) -> None:
        if self._results is not None and self._results.isVisible():
            self._results.hide()
        elif not self._session.step_back():
            self.left.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the list."""
        super().focusOutEvent(event)
        self._close_results()

    def moveEvent(self, event: QMoveEvent) -> None:
        """Close the list: it no longer stands below the field."""
        super().moveEvent(event)
        self._close_results()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say in a narrow field only that one can search, so that nothing runs under the key."""
        super().resizeEvent(event)
        whole = self.tr("Search titles, people, articles")
        room = self.width() - 2 * (KEY_SIZE + 16)
        fits = self.fontMetrics().horizontalAdvance(whole) <= room
        self.setPlaceholderText(whole if fits else self.tr("Search"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the key that leads here, as long as nothing else says how to search."""
        super().paintEvent(event)
        if self.text() or self.hasFocus() or not self._lead:
            return
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme["line-strong"], 1))
        top = (self.height() - KEY_SIZE) / 2
        box = QRectF(self.width() - KEY_SIZE - 8, top, KEY_SIZE - 2, KEY_SIZE).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, 3, 3)
        painter.setFont(theme.font("small"))
        painter.setPen(theme["ink-2"])
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._lead)
        painter.end()
