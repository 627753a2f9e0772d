"""The user's note on an entry as it is read: Markdown, set in the panel's letters."""

from PySide6.QtCore import QCoreApplication, QSize, Qt, QUrl, Signal, Slot
from PySide6.QtGui import (
    QFontDatabase,
    QMouseEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from db.note_markdown import BlockKind, NoteBlock, Run, parse_note
from desktop.theme import Appearance, Theme

INDENT = 16
BETWEEN = 6
"""Pixels between two blocks of a note."""


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
