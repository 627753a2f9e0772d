"""Go to a date: a field that understands what people write, and says what it understood."""

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from db.dates import date_of
from desktop.theme import Appearance
from desktop.timeline.goto import Place, read_place
from desktop.widgets.raised import Raised
from desktop.widgets.words import words
from desktop.wording import date_words, month_names


class GotoField(Raised):
    """Asks for a date. A day is centred, a month or a year framed."""

    place_chosen = Signal(object)
    """The Place that was entered."""

    def __init__(self, appearance: Appearance, host: QWidget) -> None:
        """Start empty."""
        super().__init__(appearance, host)
        self._host_widget = host
        self._near = 0.0
        self._place: Place | None = None
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(self.tr("8 July, 2020-06, April 2019"))
        self.field.setAccessibleName(self.tr("Go to a date"))
        self.field.setMinimumWidth(220)
        self.answer = words("", appearance, self, role="second")
        self.answer.setMinimumWidth(190)
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 8, 12, 8)
        line.setSpacing(10)
        line.addWidget(self.field)
        line.addWidget(self.answer)
        self.field.textChanged.connect(self._read)
        self.field.returnPressed.connect(self._enter)

    def ask(self, target: QRectF, near: float) -> None:
        """Open below ``target`` of the host; a date without its year is the one nearest to minute ``near``."""
        self._near = near
        self.field.clear()
        self._read("")
        self.show_for(target)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(str)
    def _read(self, text: str) -> None:
        self._place = read_place(text, self._near, month_names())
        if self._place is not None:
            first, last = date_of(self._place.start), date_of(self._place.end - 1)
            said = date_words()
            self.answer.setText(said.full(first) if first == last else said.days(first, last))
        else:
            self.answer.setText(self.tr("not a date yet") if text.strip() else "")

    @Slot()
    def _enter(self) -> None:
        if self._place is not None:
            self._close()
            self.place_chosen.emit(self._place)

    def _close(self) -> None:
        self.hide()
        self._host_widget.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc and give the focus back."""
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)
