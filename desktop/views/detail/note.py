"""The user's note on an entry: shown as Markdown, edited as plain text, saved while it is typed."""

from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from db.records import Entry
from db.wishes import NoteWriting
from desktop.session import Session
from desktop.theme import Appearance
from desktop.widgets.link import Link

if TYPE_CHECKING:
    from desktop.views.detail.note_text import NoteText

LEAST_LINES, MOST_LINES = 4, 18
_SITTINGS = count(1)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Detail", text)


class NoteField(QPlainTextEdit):
    """A note as it is typed; as high as its lines, up to some."""

    left = Signal()

    def __init__(self, text: str, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("note")
        self.setPlainText(text)
        self.setTabChangesFocus(True)
        self.setFont(appearance.theme.text_font("body"))
        self.setAccessibleName(_tr("Note"))
        self.setPlaceholderText(_tr("Your note, in Markdown. It is saved while you type."))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.document().blockCountChanged.connect(self._fit)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        lines = min(max(self.document().blockCount() + 1, LEAST_LINES), MOST_LINES)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 16)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the field with Escape or Ctrl+Enter."""
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape or (control and enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the user has gone on; menus and other windows only borrow the focus."""
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
            Qt.FocusReason.MenuBarFocusReason,
        ):
            self.left.emit()


class NoteBlockView(QWidget):
    """The note under the entry, read or being typed; whoever holds it places the ``offer`` to begin one."""

    def __init__(self, entry: Entry, session: Session, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._entry, self._session, self._appearance = entry, session, appearance
        self._shown: str | None = None
        self._sitting = 0
        self.field: NoteField | None = None
        self.text: NoteText | None = None
        self.offer = Link("", appearance, parent, size="small")
        self.offer.clicked.connect(self.edit)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        session.own_changed.connect(self.refresh)
        self.refresh()

    def _note(self) -> str:
        entry = self._session.entry
        return entry.note if entry is not None and entry.head.id == self._entry.head.id else self._entry.note

    @Slot()
    def refresh(self) -> None:
        """Show the note as it is kept, unless what is typed is newer."""
        if self.field is not None:
            unsaved = self._entry.head.id in self._session.unsaved_notes
            if not unsaved and self.field.toPlainText() != self._note() and self._note() != self._shown:
                self.field.blockSignals(True)  # noqa: FBT003 - Qt's own
                self.field.setPlainText(self._note())
                self.field.blockSignals(False)  # noqa: FBT003
            self._shown = self._note()
            return
        note = self._note()
        if note != self._shown:
            self._shown = note
            self._tell_text(note)
        self._show_text(shown=bool(note))
        self.offer.setText(_tr("Edit the note") if note else _tr("Add a note"))
        self.offer.setAccessibleName(self.offer.text())
        self.offer.setVisible(self._session.writable)

    def _tell_text(self, note: str) -> None:
        """Set a note to be read. What sets it is built for the first one: most entries have none."""
        if self.text is None and note:
            from desktop.views.detail.note_text import NoteText

            self.text = NoteText(self._appearance, self)
            self.text.link_clicked.connect(self._session.address_requested)
            self.text.edit_wished.connect(self.edit)
            self._column.addWidget(self.text)
        if self.text is not None:
            self.text.tell(note)

    def _show_text(self, *, shown: bool) -> None:
        if self.text is not None:
            self.text.setVisible(shown)
        self.setVisible(shown)

    @Slot()
    def edit(self) -> None:
        """Let the user type."""
        if self.field is not None or not self._session.writable:
            if self.field is not None:
                self.field.setFocus()
            return
        self._sitting = next(_SITTINGS)
        self.field = NoteField(self._note(), self._appearance, self)
        self._shown = self._note()
        self.field.textChanged.connect(self._tell)
        self.field.left.connect(self._leave)
        if self.text is not None:
            self.text.hide()
        self.offer.hide()
        self._column.insertWidget(0, self.field)
        self.field.show()
        self.show()
        self.field.setFocus()
        self.field.moveCursor(QTextCursor.MoveOperation.End)

    @Slot()
    def _tell(self) -> None:
        if self.field is not None:
            head = self._entry.head
            wish = NoteWriting(head.id, head.title, self.field.toPlainText(), self._sitting)
            self._session.note_typed.emit(wish)

    @Slot()
    def _leave(self) -> None:
        """Show what was typed, at once: it is being saved."""
        field, self.field = self.field, None
        if field is None:
            return
        focused = field.hasFocus()
        typed = field.toPlainText()
        field.hide()
        field.deleteLater()
        self._session.note_left.emit()
        self._shown = None
        self.refresh()
        if self._entry.head.id in self._session.unsaved_notes:
            self._shown = None
            self._tell_text(typed)
            self._show_text(shown=bool(typed.strip()))
        if focused:
            self.offer.setFocus()
