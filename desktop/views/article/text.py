"""The text of an article with its passages underlined in their entries' colours and marked in the margin."""

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRectF, Qt, QVariantAnimation, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QToolTip, QWidget

from db.records import EntryHead, ReaderText
from desktop.session import Session
from desktop.theme import Appearance, motion, tokens
from desktop.views.article.finds import lit
from desktop.views.article.layout import TEXT_X, ArticleSetting, LineRect, SetPassage
from desktop.views.article.margin import Margin, MarginMark
from desktop.views.article.reference import with_reference

RULE = 2
RULE_BELOW = 4
"""How far below the baseline the first rule begins."""
RULE_STEP = 3
"""From one rule to the next, where two entries share a passage."""


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
        self._focused = -1
        self._pressed: QPointF | None = None
        self._flashed: tuple[int, int] | None = None
        self._flash_colour = QColor()
        self._flash = QVariantAnimation(self)
        self._flash.valueChanged.connect(self._fade)
        self._flash.finished.connect(self._end_flash)
        self.setObjectName("article")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.viewport().setMouseTracking(True)
        session.selection_changed.connect(self.viewport().update)
        session.hovered_changed.connect(self.viewport().update)
        session.hits_changed.connect(self._light)
        session.filter_changed.connect(self._arrange)
        appearance.changed.connect(self._set)

    @property
    def passages(self) -> list[SetPassage]:
        """Return the passages where they stand."""
        return self._passages

    def lit(self, entries: tuple[EntryHead, ...]) -> list[EntryHead]:
        """Return the entries that pass the filter."""
        return self._margin.lit(entries)

    def read(self, reader: ReaderText) -> None:
        """Show another text, from its beginning."""
        self._end_flash()
        self.setAccessibleName(self.tr("{publisher}, the article's text").format(publisher=reader.article.publisher))
        self._setting = ArticleSetting(reader, self.document(), self._appearance.theme)
        self._focused = -1
        # Filling the document has moved the caret to its end, which a resize would scroll to.
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._arrange()
        self.verticalScrollBar().setValue(0)
        self._light()

    @Slot()
    def _light(self) -> None:
        """Light the words that are looked for."""
        if self._setting is not None:
            words, find = self._session.hits.words, self._appearance.theme["find"]
            self.setExtraSelections(lit(self._setting, self.document(), words, find))

    @Slot()
    def _set(self) -> None:
        """Set the same text anew: other colours, or letters of another size."""
        if self._setting is not None:
            at = self.verticalScrollBar().value()
            self._setting = ArticleSetting(self._setting.reader, self.document(), self._appearance.theme)
            self._arrange()
            self._light()
            self.verticalScrollBar().setValue(at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find the passages again when the lines have changed, and stay at the words that stood on top."""
        bar = self.verticalScrollBar()
        top = self.cursorForPosition(QPoint(TEXT_X, 0)) if bar.value() else None
        super().resizeEvent(event)
        self._arrange()
        bar.setValue(0 if top is None else bar.value() + self.cursorRect(top).top())

    @Slot()
    def _arrange(self) -> None:
        if self._setting is not None:
            self._passages = self._setting.passages()
            self._margin.arrange(self._passages)
            self.viewport().update()
            self.arranged.emit()

    # Showing a passage

    def show_passage(self, start: int, end: int) -> None:
        """Scroll to a half-open range of the text and flash it once."""
        lines = self._setting.lines(start, end) if self._setting is not None else []
        if not lines:
            return
        self._scroll_to(lines)
        duration = motion("flash")
        self._end_flash()
        if not duration:
            return
        self._flashed = (start, end)
        self._flash.setDuration(duration)
        self._flash.setStartValue(self._appearance.theme["find"])
        self._flash.setEndValue(self._appearance.theme["passage"])
        self._flash.start()

    def _scroll_to(self, lines: list[LineRect]) -> None:
        top, bottom = lines[0].top, lines[-1].top + lines[-1].height
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if top < bar.value() or bottom > bar.value() + height:
            bar.setValue(round(top - max(8, min(height / 4, height - (bottom - top)))))

    @Slot(object)
    def _fade(self, colour: QColor) -> None:
        self._flash_colour = colour
        self.viewport().update()

    @Slot()
    def _end_flash(self) -> None:
        self._flashed = None
        self._flash.stop()
        self.viewport().update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint grounds and rules of the passages, the letters over them, then the margin."""
        painter = QPainter(self.viewport())
        painter.translate(0, -self.verticalScrollBar().value())
        shown = QRectF(event.rect()).translated(0, self.verticalScrollBar().value())
        visible = [p for p in self._passages if p.lines and _meets(p.lines, shown)]
        for passage in visible:
            self._paint_ground(painter, passage)
        if self._flashed is not None and self._setting is not None:
            for line in self._setting.lines(*self._flashed):
                painter.fillRect(line.rect, self._flash_colour)
        for passage in visible:
            self._paint_rules(painter, passage)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.translate(0, -self.verticalScrollBar().value())
        self._margin.paint(painter, shown)
        if self.hasFocus() and 0 <= self._focused < len(self._passages):
            self._paint_focus(painter, self._passages[self._focused])
        painter.end()

    def _paint_ground(self, painter: QPainter, passage: SetPassage) -> None:
        rows = [head.row for head in passage.entries]
        theme = self._appearance.theme
        if any(row in self._session.selection for row in rows):
            colour = theme["passage"]
        elif self._session.hovered in rows:
            colour = theme["hover"]
        else:
            return
        for line in passage.lines:
            painter.fillRect(line.rect, colour)

    def _paint_rules(self, painter: QPainter, passage: SetPassage) -> None:
        theme = self._appearance.theme
        lit = self._margin.lit(passage.entries)
        colours = [theme.acts[head.act] for head in lit[:2]] or [theme["line-strong"]]
        for step, colour in enumerate(colours):
            below = RULE_BELOW + RULE_STEP * (passage.level + step)
            for line in passage.lines:
                painter.fillRect(QRectF(line.left, line.baseline + below, line.right - line.left, RULE), colour)

    def _paint_focus(self, painter: QPainter, passage: SetPassage) -> None:
        path = QPainterPath()
        for line in passage.lines:
            box = QPainterPath()
            box.addRect(line.rect.adjusted(-3, -1, 3, 3))
            path = path.united(box)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._appearance.theme["accent"], float(tokens()["weight"]["focus"])))
        painter.drawPath(path.simplified())

    # Pointer

    def _passage_at(self, point: QPointF) -> SetPassage | None:
        at = point + QPointF(0, self.verticalScrollBar().value())
        found = [p for p in self._passages if any(line.rect.contains(at) for line in p.lines)]
        # Of passages within each other the shorter one is meant.
        return min(found, key=_length, default=None)

    def _mark_at(self, point: QPointF) -> MarginMark | None:
        return self._margin.at(point + QPointF(0, self.verticalScrollBar().value()))

    def _rows_at(self, point: QPointF) -> list[int]:
        """Return the rows of the shown entries under the pointer: a mark's, or all of a passage's."""
        mark = self._mark_at(point)
        if mark is not None:
            return [head.row for head in mark.entries]
        passage = self._passage_at(point)
        return [] if passage is None else [head.row for head in self._margin.lit(passage.entries)]

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
            self._choose(self._rows_at(event.position()), toggle=toggle)

    def _choose(self, rows: list[int], *, toggle: bool = False) -> None:
        """Select the first of the rows, or the one after that which is selected already."""
        if not rows:
            return
        current = self._session.selection.current
        row = rows[(rows.index(current) + 1) % len(rows)] if current in rows else rows[0]
        if toggle:
            self._session.toggle(row)
        else:
            self._session.select([row])
            self._session.reveal_requested.emit(row)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell in a tooltip which entries a passage supports."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._tip(QPointF(event.pos())), self.viewport())
            return True
        return super().viewportEvent(event)

    def _tip(self, point: QPointF) -> str:
        mark, passage = self._mark_at(point), self._passage_at(point)
        entries: tuple[EntryHead, ...] = mark.entries if mark else passage.entries if passage else ()
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
                lit = self._margin.lit(self._passages[self._focused].entries)
                self._choose([head.row for head in lit])
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
