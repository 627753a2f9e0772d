"""The text of an article with its passages underlined in their entries' colours and marked in the margin."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QToolTip, QWidget

from db.records import EntryHead, ReaderText
from desktop.session import Session
from desktop.theme import Appearance
from desktop.views.article.finds import lit, searched_spans
from desktop.views.article.flash import Flash
from desktop.views.article.keeping import READ_AT, Left, Place, place_in, place_read, return_to
from desktop.views.article.layout import TEXT_X, ArticleSetting, LineRect, SetPassage
from desktop.views.article.margin import Margin, MarginMark
from desktop.views.article.reference import with_reference
from desktop.views.article.underlines import paint_focus, paint_ground, paint_rules

Spans = tuple[tuple[int, int], ...]
"""Half-open ranges of code points."""

REACH = 8
"""How far above and below its lines a passage paints: rules, rings, frames."""
NOTCH = 120
"""What a wheel tells of one step, in eighths of a degree."""


class ArticleText(QTextEdit):
    """Reads one text. Tab goes from passage to passage, Enter selects the entry of the one in focus."""

    arranged = Signal()
    """``passages`` stand elsewhere, or others are lit."""

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._appearance = session, appearance
        self._setting: ArticleSetting | None = None
        self._passages: list[SetPassage] = []
        self._margin = Margin(session, appearance)
        self._found: tuple[Spans, int] | None = None
        self._left: Left | None = None
        self._turned = 0
        self._focused = -1
        self._regarded: frozenset[tuple[int, bool]] = frozenset()
        self._flashing = (0, 0)
        self._pressed: QPointF | None = None
        self._flash = Flash(appearance, self)
        self._flash.changed.connect(self._repaint_flash)
        self.setObjectName("article")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.viewport().setMouseTracking(True)
        session.selection_changed.connect(self._repaint_regarded)
        session.hovered_changed.connect(self._repaint_regarded)
        session.hits_changed.connect(self._light)
        session.filter_changed.connect(self._mark)
        session.library_changed.connect(self._mark)  # fewer rows may be left, and paint asks each for its colour
        session.colouring_changed.connect(self.viewport().update)
        appearance.changed.connect(self._set)

    @property
    def passages(self) -> list[SetPassage]:
        """Return the passages where they stand."""
        return self._passages

    def lit(self, entries: tuple[EntryHead, ...]) -> list[EntryHead]:
        """Return the entries that pass the filter."""
        return self._margin.lit(entries)

    def read(self, reader: ReaderText) -> None:
        """Show another text: the other one of this article where this one was read, any other from its beginning."""
        self._flash.end()
        kept = self._place_in(reader)
        back, before = self._left, self._setting.reader.text if self._setting is not None else ""
        bar, selected = self.verticalScrollBar(), self._session.selection.current
        scrolled = bar.value()
        self.setAccessibleName(self.tr("{publisher}, the article's text").format(publisher=reader.article.publisher))
        self._setting = ArticleSetting(reader, self.document(), self._appearance.theme)
        self._focused = -1
        # Filling the document has moved the caret to its end, which a resize would scroll to.
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._arrange()
        bar.setValue(0)
        if back is not None and back.still_holds(reader.text, scrolled, selected):
            bar.setValue(back.scrolled)
        elif kept is not None:
            return_to(self, self._setting, kept)
            self._scroll_to(self._setting.lines(*kept.passage) if kept.passage else [])
        self._left = Left(before, scrolled, bar.value(), selected)
        self._light()

    def _place_in(self, reader: ReaderText) -> Place | None:
        """Return what to keep in view in another text: a selected passage, else the one nearest to where one reads."""
        if self._setting is None:
            return None
        read = self.verticalScrollBar().value() + READ_AT * self.viewport().height()
        placed = [passage for passage in self._passages if passage.lines]

        def order(passage: SetPassage) -> tuple[bool, float]:
            return not self._is_selected(passage), abs(passage.lines[0].top - read)

        return place_in(reader, self, self._setting, sorted(placed, key=order), self._selects)

    def _is_selected(self, passage: SetPassage) -> bool:
        return any(self._selects(head) for head in passage.entries)

    def _selects(self, head: EntryHead) -> bool:
        return head.row in self._session.selection

    @Slot()
    def _light(self) -> None:
        """Light the words that are looked for."""
        if self._setting is not None:
            text, words = self._setting.reader.text, self._session.hits.words
            spans, current = self._found or (searched_spans(text, words), -1)
            self.setExtraSelections(lit(self._setting, self.document(), spans, self._appearance.theme, current))

    # Finding

    def light_found(self, spans: Spans, current: int) -> None:
        """Light what the find bar found, one of it in ink, in place of the window's hits; an empty find ends that."""
        self._found = (spans, current) if spans else None
        self._light()

    def bring_into_view(self, start: int, end: int) -> None:
        """Scroll to a half-open range of the text."""
        self._scroll_to(self._setting.lines(start, end) if self._setting is not None else [])

    def first_in_view(self) -> int:
        """Return the code point of the text that stands on top."""
        return self._setting.text_position(self.cursorForPosition(QPoint(TEXT_X, 0)).position()) if self._setting else 0

    def place(self) -> tuple[int, int] | None:
        """Return the code point on top and how far below the panel's top its line stands; None at the beginning."""
        if self._setting is None or not self.verticalScrollBar().value():
            return None
        read = place_read(self, self._setting, height=0)
        return read.point, round(read.y)

    def return_to_place(self, point: int, y: int) -> None:
        """Read on at such a place."""
        if self._setting is not None:
            self._left = None
            return_to(self, self._setting, Place(point, y))

    @Slot()
    def _set(self) -> None:
        """Set the same text anew: other colours, or letters of another size."""
        if self._setting is not None:
            self._left = None
            kept = place_read(self, self._setting) if self.verticalScrollBar().value() else None
            self._setting = ArticleSetting(self._setting.reader, self.document(), self._appearance.theme)
            self._arrange()
            self._light()
            self.verticalScrollBar().setValue(0)
            if kept is not None:
                return_to(self, self._setting, kept)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find the passages again when the lines have changed, and stay at the words that stood on top."""
        bar = self.verticalScrollBar()
        top = self.cursorForPosition(QPoint(TEXT_X, 0)) if bar.value() else None
        super().resizeEvent(event)
        self._left = None
        self._arrange()
        bar.setValue(0 if top is None else bar.value() + self.cursorRect(top).top())

    @Slot()
    def _arrange(self) -> None:
        if self._setting is not None:
            self._passages = self._setting.passages()
            self._mark()

    @Slot()
    def _mark(self) -> None:
        """Mark what of the passages passes the filter; they stand where they stood."""
        self._margin.arrange(self._passages)
        self._regarded = self._find_regarded()
        self.viewport().update()
        self.arranged.emit()

    # Showing a passage

    def show_passage(self, start: int, end: int) -> None:
        """Scroll to a half-open range of the text and flash it once."""
        lines = self._setting.lines(start, end) if self._setting is not None else []
        if not lines:
            return
        self._scroll_to(lines)
        self._flash.end()
        self._flashing = (start, end)
        self._flash.begin(start, end)

    def _scroll_to(self, lines: list[LineRect]) -> None:
        if not lines:
            return
        top, bottom = lines[0].top, lines[-1].top + lines[-1].height
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if top < bar.value() or bottom > bar.value() + height:
            bar.setValue(round(top - max(8, min(height / 4, height - (bottom - top)))))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl ask for larger or smaller letters, a size a notch."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self._turned += event.angleDelta().y()
        steps, self._turned = int(self._turned / NOTCH), self._turned - NOTCH * int(self._turned / NOTCH)
        if steps:
            self._session.text_size_requested.emit(steps)
        event.accept()

    # Painting

    @Slot()
    def _repaint_flash(self) -> None:
        if self._setting is not None:
            self._repaint(self._setting.lines(*self._flashing))

    @Slot()
    def _repaint_regarded(self) -> None:
        """Paint the passages anew of what is selected or hovered now, or was, with their marks in the margin."""
        before, self._regarded = self._regarded, self._find_regarded()
        changed = {row for row, _ in before ^ self._regarded}
        for passage in self._passages:
            if any(head.row in changed for head in passage.entries):
                self._repaint(passage.lines)

    def _find_regarded(self) -> frozenset[tuple[int, bool]]:
        """Return the rows of the text's entries that are selected, with True, and that are hovered, with False."""
        rows = {head.row for passage in self._passages for head in passage.entries}
        selected = {(row, True) for row in rows if row in self._session.selection}
        return frozenset(selected | {(row, False) for row in rows & {self._session.hovered}})

    def _repaint(self, lines: Sequence[LineRect]) -> None:
        """Paint whole lines anew, with the rules below them and the margin."""
        if lines:
            top, bottom = lines[0].top, lines[-1].top + lines[-1].height
            y = top - self.verticalScrollBar().value()
            band = QRectF(0, y - REACH, self.viewport().width(), bottom - top + 2 * REACH)
            self.viewport().update(band.toAlignedRect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint grounds and rules of the passages, the letters over them, then the margin."""
        painter = QPainter(self.viewport())
        painter.translate(0, -self.verticalScrollBar().value())
        shown = QRectF(event.rect()).translated(0, self.verticalScrollBar().value())
        visible = [p for p in self._passages if p.lines and _meets(p.lines, shown)]
        theme, session = self._appearance.theme, self._session
        for passage in visible:
            paint_ground(painter, passage, session, theme)
        if self._flash.passage is not None and self._setting is not None:
            for line in self._setting.lines(*self._flash.passage):
                painter.fillRect(line.rect, self._flash.colour)
        for passage in visible:
            paint_rules(painter, passage, self._margin.lit(passage.entries), session, theme)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.translate(0, -self.verticalScrollBar().value())
        self._margin.paint(painter, shown)
        if self.hasFocus() and 0 <= self._focused < len(self._passages):
            paint_focus(painter, self._passages[self._focused], theme)
        painter.end()

    # Pointer

    def _passages_at(self, point: QPointF) -> list[SetPassage]:
        """Return the passages under the pointer; of those within each other the shorter one is meant first."""
        at = point + QPointF(0, self.verticalScrollBar().value())
        return sorted((p for p in self._passages if any(line.rect.contains(at) for line in p.lines)), key=_length)

    def _mark_at(self, point: QPointF) -> MarginMark | None:
        return self._margin.at(point + QPointF(0, self.verticalScrollBar().value()))

    def _rows_at(self, point: QPointF) -> list[int]:
        """Return the rows of the shown entries under the pointer: a mark's, or those of all passages there."""
        mark = self._mark_at(point)
        if mark is not None:
            return [head.row for head in mark.entries]
        heads = (head for passage in self._passages_at(point) for head in self._margin.lit(passage.entries))
        return list(dict.fromkeys(head.row for head in heads))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the mark of the passage under the pointer."""
        super().mouseMoveEvent(event)
        rows = self._rows_at(event.position())
        if not event.buttons():
            self._session.hover(rows[0] if rows else -1)
        shape = Qt.CursorShape.PointingHandCursor if rows else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    def leaveEvent(self, event: QEvent) -> None:
        """Light nothing once the pointer has left."""
        super().leaveEvent(event)
        self._session.hover(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click began."""
        super().mousePressEvent(event)
        self._pressed = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Select the entry of the passage that was clicked; a drag has selected words instead."""
        super().mouseReleaseEvent(event)
        if event.button() is not Qt.MouseButton.LeftButton or self._pressed is None:
            return
        moved = (event.position() - self._pressed).manhattanLength()
        if moved < QGuiApplication.styleHints().startDragDistance() and not self.textCursor().hasSelection():
            toggle = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._choose(self._rows_at(event.position()), event.position().y(), toggle=toggle)

    def _choose(self, rows: list[int], y: float, *, toggle: bool = False) -> None:
        """Select the first of the rows, or the one after that which is selected already, by its passage at ``y``."""
        if not rows:
            return
        current = self._session.selection.current
        row = rows[(rows.index(current) + 1) % len(rows)] if current in rows else rows[0]
        if row != current:
            self._session.pointed = self._passage_near(row, y)
        if toggle:
            self._session.toggle(row)
        else:
            self._session.select([row])
            self._session.reveal_requested.emit(row)

    def _passage_near(self, row: int, y: float) -> tuple[int, int] | None:
        """Return the range of the passage of a row that stands nearest to a height of the viewport."""
        height = y + self.verticalScrollBar().value()
        near = [
            (min(max(line.top - height, height - line.top - line.height, 0.0) for line in passage.lines), number)
            for number, passage in enumerate(self._passages)
            if passage.lines and any(head.row == row for head in passage.entries)
        ]
        if not near:
            return None
        found = self._passages[min(near)[1]].passage
        return found.start, found.end

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell in a tooltip which entries a passage supports."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._tip(QPointF(event.pos())), self.viewport())
            return True
        return super().viewportEvent(event)

    def _tip(self, point: QPointF) -> str:
        mark, passages = self._mark_at(point), self._passages_at(point)
        there = mark.entries if mark else tuple(head for passage in passages for head in passage.entries)
        entries = tuple(dict.fromkeys(there))
        hidden = self.tr("{title} (hidden by the filter)")
        lit = self._margin.lit(entries)
        return "\n".join(head.title if head in lit else hidden.format(title=head.title) for head in entries)

    # Keys

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001, N802 - Qt's virtual
        """Go to the next or previous passage; beyond the last, to the next panel."""
        at = self._focused + (1 if next else -1)
        if self._focused < 0 and not next:
            at = -1
        if not 0 <= at < len(self._passages):
            self._focused = -1
            self.viewport().update()
            return super().focusNextPrevChild(next)
        self._focused = at
        self._tell_focus(self._passages[at])
        self._scroll_to(list(self._passages[at].lines))
        self.viewport().update()
        return True

    def _tell_focus(self, passage: SetPassage) -> None:
        """Tell a screen reader the words in focus and what they support."""
        if self._setting is None:
            return
        words = self._setting.reader.text[passage.passage.start : passage.passage.end]
        titles = "; ".join(head.title for head in passage.entries)
        said = self.tr("Passage {n} of {total}: {words}. It supports: {titles}")
        number, total = self._focused + 1, len(self._passages)
        self.setAccessibleDescription(said.format(n=number, total=total, words=words, titles=titles))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll with the arrows, select with Enter and Space, copy."""
        bar = self.verticalScrollBar()
        match event.key():
            case _ if event.matches(QKeySequence.StandardKey.Copy):
                self.copy()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space if 0 <= self._focused < len(self._passages):
                passage = self._passages[self._focused]
                top = passage.lines[0].top - bar.value() if passage.lines else 0.0
                self._choose([head.row for head in self._margin.lit(passage.entries)], top)
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                step = bar.singleStep() * 2
                bar.setValue(bar.value() + (step if event.key() == Qt.Key.Key_Down else -step))
            case Qt.Key.Key_Home:
                bar.setValue(bar.minimum())
            case Qt.Key.Key_End:
                bar.setValue(bar.maximum())
            case _:
                super().keyPressEvent(event)

    # Copying

    def copy(self) -> None:
        """Copy the selected words, else the passage in focus or of the current entry, with the reference."""
        words = self._chosen_words()
        if words and self._setting is not None:
            QGuiApplication.clipboard().setText(with_reference(words, self._setting.reader))

    def _chosen_words(self) -> str:
        cursor = self.textCursor()
        if cursor.hasSelection():
            return cursor.selectedText().replace("\u2029", "\n\n").replace("\u2028", " ")
        passage = self._passage_to_copy()
        if passage is None or self._setting is None:
            return ""
        return self._setting.reader.text[passage.passage.start : passage.passage.end]

    def _passage_to_copy(self) -> SetPassage | None:
        if 0 <= self._focused < len(self._passages):
            return self._passages[self._focused]
        current = self._session.selection.current
        return next((p for p in self._passages if any(head.row == current for head in p.entries)), None)

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802 - Qt's virtual
        """Return the selected words as plain text with the reference, for dragging them elsewhere."""
        data = QMimeData()
        if self._setting is not None:
            data.setText(with_reference(self._chosen_words(), self._setting.reader))
        return data


def _meets(lines: tuple[LineRect, ...], shown: QRectF) -> bool:
    return lines[0].top <= shown.bottom() and lines[-1].top + lines[-1].height + 8 >= shown.top()


def _length(passage: SetPassage) -> int:
    return passage.passage.end - passage.passage.start
