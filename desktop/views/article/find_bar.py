"""The bar that finds words in the text that is read."""

from collections.abc import Callable

from PySide6.QtCore import QLineF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from desktop.icons import themed_icon
from desktop.session import Session
from desktop.theme import Appearance
from desktop.views.article.finding import MOST, Findable, nearest
from desktop.views.article.text import ArticleText
from desktop.widgets.painting import paint_hairline
from desktop.wording import count

HEIGHT = 36
BUTTON = 24
LONGEST = 1_000


class FindBar(QWidget):
    """Lights what is typed in the text below it and goes from find to find; Esc closes it."""

    closed = Signal()
    """It was closed, and nothing is lit any more."""

    def __init__(self, session: Session, appearance: Appearance, text: ArticleText, parent: QWidget) -> None:
        """Find in what ``text`` shows; hidden until :meth:`begin`."""
        super().__init__(parent)
        self._session, self._appearance, self._text = session, appearance, text
        self.setObjectName("find-bar")
        self._findable: tuple[str, Findable] | None = None
        self._found: tuple[tuple[int, int], ...] = ()
        self._at = -1
        self.field = QLineEdit(self)
        self.field.setObjectName("find-in-text")
        self.field.setMaxLength(LONGEST)
        self.field.setAccessibleName(self.tr("Find in this text"))
        self.field.setPlaceholderText(self.tr("Find in this text"))
        self._glass = QAction(self)
        self.field.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.tally = QLabel(self)
        self.tally.setProperty("role", "status-second")
        self.previous = self._button(self.tr("Previous find (Shift+Enter)"), self._go_back)
        self.next = self._button(self.tr("Next find (Enter)"), self._go_on)
        self.close_button = self._button(self.tr("Close (Esc)"), self.end)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        row.addSpacing(4)
        row.addWidget(self.tally)
        for button in (self.previous, self.next, self.close_button):
            row.addWidget(button)
        self.setFixedHeight(HEIGHT)
        self.field.textChanged.connect(self._find)
        session.reader_changed.connect(self._find_again)
        appearance.changed.connect(self._dress)
        self._dress()
        self.hide()

    def _button(self, name: str, run: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setFixedSize(BUTTON, BUTTON)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setIconSize(QSize(16, 16))
        button.clicked.connect(run)
        return button

    @Slot()
    def _dress(self) -> None:
        theme = self._appearance.theme
        icons = {self.previous: "sort-up", self.next: "sort-down", self.close_button: "close"}
        for button, name in icons.items():
            button.setIcon(themed_icon(name, theme["ink-2"], theme["ink-3"]))
        self._glass.setIcon(themed_icon("search", theme["ink-2"], theme["ink-3"]))
        self.update()

    @Slot()
    def begin(self) -> None:
        """Open, take the focus with all that was typed selected, and light it again."""
        if self.isHidden():
            self.show()
            self._find()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    @Slot()
    def end(self) -> None:
        """Close and light nothing; the text has the focus, where the last find stood."""
        self.hide()
        self._text.light_found((), -1)
        self._text.setFocus()
        self.closed.emit()

    @Slot(int)
    def step(self, by: int) -> None:
        """Go on or back by finds, round the ends; open where nothing is looked for yet."""
        if self.isHidden() or not self.field.text():
            self.begin()
            return
        if self._found:
            self._at = (self._at + by) % len(self._found)
            self._show()

    @Slot()
    def _go_on(self) -> None:
        self.step(1)

    @Slot()
    def _go_back(self) -> None:
        self.step(-1)

    @Slot()
    def _find(self, *_: object, scroll: bool = True) -> None:
        """Light what is typed, and go to the first find at or below what is in view."""
        reader = self._session.reader
        if reader is None or self.isHidden():
            return
        if self._findable is None or self._findable[0] is not reader.text:
            self._findable = reader.text, Findable.of(reader.text)
        self._found = self._findable[1].find(self.field.text())
        self._at = nearest(self._found, self._text.first_in_view())
        self._show(scroll=scroll)

    @Slot()
    def _find_again(self) -> None:
        """Look in the text that is read now; where it stands in view is its own matter."""
        if not self.isHidden():
            self._find(scroll=False)

    def _show(self, *, scroll: bool = True) -> None:
        self._text.light_found(self._found, self._at)
        if scroll and self._found:
            self._text.bring_into_view(*self._found[self._at])
        typed, total = self.field.text().strip(), len(self._found)
        if not typed:
            said = ""
        elif not total:
            said = self.tr("none")
        else:
            more = "+" if total == MOST else ""
            said = self.tr("{n} of {total}").format(n=count(self._at + 1), total=count(total) + more)
        self.tally.setText(said)
        self.field.setAccessibleDescription(said)
        for button in (self.previous, self.next):
            button.setEnabled(total > 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter and Down, back with Shift+Enter and Up, close with Esc."""
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.step(-1 if back else 1)
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self.step(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Escape:
                self.end()
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and the hairline below."""
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme["ground"])
        y = self.height() - 1 / self.devicePixelRatioF()
        paint_hairline(painter, QLineF(0, y, self.width(), y), theme["line"])
        painter.end()
