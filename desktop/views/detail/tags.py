"""The user's tags on what is selected: chips that can be removed, and a field for more, with those in use offered."""

from functools import partial

import numpy as np
from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QCompleter, QLineEdit, QSizePolicy, QWidget

from db.own import LONGEST_TAG, tags_in
from db.wishes import Tagging
from desktop.icons import paint_icon
from desktop.session import Session
from desktop.states import NO_ROWS, Rows
from desktop.theme import Appearance
from desktop.widgets.flow import FlowLayout
from desktop.widgets.link import Link
from desktop.widgets.painting import paint_focus_ring
from desktop.wording import count

CROSS = 12
WIDEST = 240


def _tr(text: str) -> str:
    return QCoreApplication.translate("Detail", text)


class TagChip(QAbstractButton):
    """A tag; a click, Delete or Backspace removes it."""

    def __init__(self, tag: str, more: str, appearance: Appearance, parent: QWidget, *, removable: bool) -> None:
        super().__init__(parent)
        self.tag, self._more = tag, more
        self._appearance, self._removable = appearance, removable
        self.setText(tag)
        self.setEnabled(removable)
        self.setAccessibleName(f"{tag} {more}".strip())
        self.setAccessibleDescription(_tr("Removes this tag"))
        self.setToolTip(_tr("{tag}\nClick to remove").format(tag=tag) if removable else tag)
        theme = appearance.theme
        self.setFont(theme.text_font("label"))
        self.setFixedHeight(theme.length("stance-chip") + max(0, theme.steps))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def minimumSizeHint(self) -> QSize:
        """Return the room of a few letters: the words can elide."""
        return QSize(min(60, self.sizeHint().width()), self.height())

    def sizeHint(self) -> QSize:
        """Return the room of the words and the cross."""
        width = QFontMetricsF(self.font()).horizontalAdvance(self._said()) + 16 + (CROSS + 2 if self._removable else 0)
        return QSize(min(round(width + 0.5), WIDEST), self.height())

    def _said(self) -> str:
        return f"{self.tag} {self._more}".strip()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove the tag with the keys that delete, and with Enter."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chip, its words and the cross."""
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme["hover"] if self.underMouse() and self._removable else theme["select-soft"])
        painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        painter.setFont(self.font())
        painter.setPen(theme["ink"])
        room = self.rect().adjusted(8, 0, -(CROSS + 8 if self._removable else 6), 0)
        shown = self.fontMetrics().elidedText(self._said(), Qt.TextElideMode.ElideRight, room.width() + 1)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        if self._removable:
            cross = QRectF(self.width() - CROSS - 5, (self.height() - CROSS) / 2, CROSS, CROSS)
            paint_icon(painter, cross, "close", theme["ink-2"])
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), theme)
        painter.end()


class TagField(QLineEdit):
    """A field for a tag, or several parted by commas."""

    given_up = Signal()

    def __init__(self, known: tuple[str, ...], appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_tr("Add a tag"))
        self.setPlaceholderText(_tr("Tag, another tag"))
        self.setMaxLength(LONGEST_TAG * 8)
        self.setFont(appearance.theme.text_font("label"))
        self.setFixedWidth(180)
        completer = QCompleter(list(known), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Give up an empty field that is left."""
        super().focusOutEvent(event)
        if not self.text().strip() and event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.given_up.emit()


class TagsView(QWidget):
    """The tags on some rows. Of several rows a tag tells on how many it is, where not on all."""

    def __init__(
        self, rows: Rows, session: Session, appearance: Appearance, parent: QWidget, *, apart: bool = False
    ) -> None:
        """Show the offer to add one behind them, or let whoever holds them place it ``apart``."""
        super().__init__(parent)
        self._rows, self._session, self._appearance = rows, session, appearance
        self._apart = apart
        self.chips: list[TagChip] = []
        self.field: TagField | None = None
        self._shown: tuple[object, ...] | None = None
        self._flow = FlowLayout(gap=4, line_gap=4)
        self.setLayout(self._flow)
        self.offer = Link(_tr("Add a tag"), appearance, parent if apart else self, size="small" if apart else "label")
        self.offer.clicked.connect(self.edit)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        session.own_changed.connect(self.refresh)
        session.library_changed.connect(self._let_go)
        self.refresh()

    @Slot()
    def _let_go(self) -> None:
        """Stand for nothing until what is shown is made anew: the rows are other entries' from now on, or none's."""
        self._rows = NO_ROWS

    @Slot()
    def refresh(self) -> None:
        """Show the tags as they are kept."""
        counts = self._session.own.tags_among(self._rows)
        state = (tuple(counts.items()), self._session.writable)
        if state == self._shown:
            return
        self._shown = state
        for widget in self._placed():
            self._flow.removeWidget(widget)
        for chip in self.chips:
            chip.hide()
            chip.deleteLater()
        self.chips = [self._chip(tag, number) for tag, number in counts.items()]
        self._place()

    def _placed(self) -> list[QWidget]:
        """Return what stands in the flow, in its order."""
        field: list[QWidget] = [self.field] if self.field is not None else []
        return [*self.chips, *field, *([] if self._apart else [self.offer])]

    def _place(self) -> None:
        for widget in self._placed():
            self._flow.removeWidget(widget)
            self._flow.addWidget(widget)
        self.offer.setVisible(self._session.writable and self.field is None)
        self.setVisible(bool(self.chips) or self.field is not None or not self._apart)
        self.updateGeometry()

    def _chip(self, tag: str, number: int) -> TagChip:
        more = "" if number == len(self._rows) else f"({count(number)})"
        chip = TagChip(tag, more, self._appearance, self, removable=self._session.writable)
        chip.clicked.connect(partial(self._remove, tag))
        chip.show()
        return chip

    def _remove(self, tag: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a signal's
        self._session.writing_requested.emit(Tagging(self._rows, (tag,), gives=False))

    @Slot()
    def edit(self) -> None:
        """Let the user type a tag."""
        if not self._session.writable:
            return
        if self.field is None:
            self.field = TagField(self._session.own.tags, self._appearance, self)
            self.field.returnPressed.connect(self._add)
            self.field.given_up.connect(self._give_up)
            self._place()
            self.field.show()
        self.field.setFocus()

    @Slot()
    def _add(self) -> None:
        if self.field is None:
            return
        wanted = tags_in(self.field.text(), self._session.own.tags)
        everywhere = {tag for tag, n in self._session.own.tags_among(self._rows).items() if n == len(self._rows)}
        new = tuple(tag for tag in wanted if tag not in everywhere)
        self.field.clear()
        if new:
            self._session.writing_requested.emit(Tagging(self._rows, new))
        elif not wanted:
            self._give_up()

    @Slot()
    def _give_up(self) -> None:
        field, self.field = self.field, None
        if field is None:
            return
        focused = field.hasFocus()
        self._flow.removeWidget(field)
        field.hide()
        field.deleteLater()
        self._place()
        if focused:
            self.offer.setFocus()


def one_row(row: int) -> Rows:
    """Return a row as the selection that it is."""
    return np.array([row], np.int32)
