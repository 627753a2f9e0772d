"""Go to a date: a field that understands what people write, and says what it understood."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from db.dates import date_of
from desktop.theme import Appearance
from desktop.timeline.goto import Near, Place, read_place
from desktop.widgets.flow import FlowLayout
from desktop.widgets.raised import Raised
from desktop.widgets.words import WrappingWords
from desktop.wording import date_words, month_names, weekday_names


class _Field(QLineEdit):
    """A field for a date, as wide as its placeholder; narrower where there is no room."""

    def sizeHint(self) -> QSize:
        """Return the width in the designs."""
        return QSize(220, super().sizeHint().height())


class GotoField(Raised):
    """Asks for a date, and says how it reads what is typed: which days, and whether they lie before or after all."""

    place_chosen = Signal(object)
    """The Place that was entered."""

    def __init__(self, appearance: Appearance, host: QWidget) -> None:
        """Start empty."""
        super().__init__(appearance, host)
        self._host_widget = host
        self._near = Near(0.0)
        self._place: Place | None = None
        self.field = _Field(self)
        self.field.setPlaceholderText(self.tr("8 July, 8-9 July, April 2019"))
        self.field.setAccessibleName(self.tr("Go to a date"))
        self.answer = WrappingWords("", appearance, self, role="second", least=190)
        self.answer.setMinimumHeight(self.field.sizeHint().height())
        line = FlowLayout(gap=10)
        line.setContentsMargins(8, 8, 12, 8)
        self.setLayout(line)
        line.addWidget(self.field)
        line.addWidget(self.answer)
        self.field.textChanged.connect(self._read)
        self.field.returnPressed.connect(self._enter)

    def ask(self, target: QRectF, near: Near) -> None:
        """Open below ``target`` of the host; ``near`` decides about a date without its year."""
        self._near = near
        self.field.clear()
        self._read("")
        self.show_for(target)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(str)
    def _read(self, text: str) -> None:
        self._place = read_place(text, self._near, month_names(), weekday_names())
        if self._place is not None:
            self.answer.setText(self._understood(self._place))
        else:
            self.answer.setText(self.tr("not a date yet") if text.strip() else "")
        if self.isVisible():
            self.refit()

    def _understood(self, place: Place) -> str:
        first, last = date_of(place.start), date_of(place.end - 1)
        said = date_words()
        days = said.full(first) if first == last else said.days(first, last)
        bounds = self._near.index.bounds() if self._near.index is not None else None
        if bounds is not None and place.end <= bounds[0]:
            return self.tr("{days}, before the first entry").format(days=days)
        if bounds is not None and place.start >= bounds[1]:
            return self.tr("{days}, after the last entry").format(days=days)
        return days

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
