"""The user's note on an entry: shown as Markdown, edited as plain text, saved while it is typed."""

from itertools import count

from PySide6.QtCore import QCoreApplication, QSize, Qt, QUrl, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QFontDatabase,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QTextBrowser, QVBoxLayout, QWidget

from db.note_markdown import BlockKind, NoteBlock, Run, parse_note
from db.records import Entry
from db.wishes import NoteWriting
from desktop.session import Session
from desktop.theme import Appearance, Theme
from desktop.widgets.link import Link

LEAST_LINES, MOST_LINES = 4, 18
INDENT = 16
BETWEEN = 6
"""Pixels between two blocks of a note."""
_SITTINGS = count(1)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Detail", text)


class NoteText(QTextBrowser):
    """A note as it is read. Nothing is fetched, and a link only says that it was clicked."""

    link_clicked = Signal(str)
    edit_wished = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._text = ""
        self._heights: dict[int, int] = {}
        self.setObjectName("prose")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.anchorClicked.connect(self._follow)
        appearance.changed.connect(self._set)

    def tell(self, text: str) -> None:
        """Show another note."""
        self._text = text
        self.setAccessibleName(_tr("Note: {text}").format(text=text))
        self._set()

    @Slot()
    def _set(self) -> None:
        theme = self._appearance.theme
        document = self.document()
        document.clear()
        document.setDefaultFont(theme.text_font("body"))
        tabs = document.defaultTextOption()
        tabs.setTabStopDistance(INDENT)
        document.setDefaultTextOption(tabs)
        cursor = QTextCursor(document)
        for number, block in enumerate(parse_note(self._text)):
            form = _block_format(block, first=number == 0)
            if number:
                cursor.insertBlock(form)
            else:
                cursor.setBlockFormat(form)
            if block.sign:
                cursor.insertText(f"{block.sign}\t", _run_format(Run(""), block, theme))
            for run in block.runs:
                # A line's end within a block is one that was typed: U+2028 breaks the line, not the block.
                cursor.insertText(run.text.replace("\n", "\u2028"), _run_format(run, block, theme))
        self._heights.clear()
        self.updateGeometry()

    @Slot(QUrl)
    def _follow(self, address: QUrl) -> None:
        self.link_clicked.emit(address.toString())

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Load nothing: a note has words only."""
        return None

    def hasHeightForWidth(self) -> bool:
        """Tell that narrower text is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the text in ``width``."""
        if width not in self._heights:
            document = self.document().clone(self)
            document.setTextWidth(width)
            self._heights[width] = round(document.size().height())
            document.deleteLater()
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """Return the size of the text in a panel of the usual width."""
        return QSize(280, self.heightForWidth(280))

    def minimumSizeHint(self) -> QSize:
        """Return the room of a few words."""
        return QSize(60, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the text out in the new width."""
        super().resizeEvent(event)
        self.document().setTextWidth(self.width())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave scrolling to the panel."""
        event.ignore()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Ask to edit the note."""
        self.edit_wished.emit()


def _block_format(block: NoteBlock, *, first: bool) -> QTextBlockFormat:
    form = QTextBlockFormat()
    form.setTopMargin(0 if first else 2 if block.kind is BlockKind.ITEM else BETWEEN)
    if block.kind is BlockKind.ITEM:
        form.setLeftMargin(INDENT * (block.depth + 1))
        form.setTextIndent(-INDENT)
    elif block.kind in (BlockKind.QUOTATION, BlockKind.CODE):
        form.setLeftMargin(INDENT)
    return form


def _run_format(run: Run, block: NoteBlock, theme: Theme) -> QTextCharFormat:
    form = QTextCharFormat()
    font = theme.text_font("body", bold=run.strong or block.kind is BlockKind.HEADING)
    if run.code:
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPixelSize(font.pixelSize() - 1)
        font = fixed
    form.setFont(font)
    form.setForeground(theme["ink-2" if block.kind is BlockKind.QUOTATION else "ink"])
    if run.link:
        form.setAnchor(True)
        form.setAnchorHref(run.link)
        form.setForeground(theme["accent"])
        form.setToolTip(run.link)
    return form


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
        self.text = NoteText(appearance, self)
        self.text.link_clicked.connect(session.address_requested)
        self.text.edit_wished.connect(self.edit)
        self.offer = Link("", appearance, parent, size="small")
        self.offer.clicked.connect(self.edit)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self.text)
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
            self.text.tell(note)
        self.text.setVisible(bool(note))
        self.setVisible(bool(note))
        self.offer.setText(_tr("Edit the note") if note else _tr("Add a note"))
        self.offer.setAccessibleName(self.offer.text())
        self.offer.setVisible(self._session.writable)

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
            self.text.tell(typed)
            self.text.setVisible(bool(typed.strip()))
            self.setVisible(bool(typed.strip()))
        if focused:
            self.offer.setFocus()
