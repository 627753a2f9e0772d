"""Walk a display list and paint it, from the ground up."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from db.marks import Marks
from desktop.timeline.display import (
    CARD_HEIGHT,
    MARK,
    SECOND_GAP,
    Band,
    Form,
    Target,
)
from desktop.views.timeline.axis import paint_axis
from desktop.views.timeline.background import paint_background
from desktop.views.timeline.cards import Cards
from desktop.views.timeline.frame import Frame, places
from desktop.views.timeline.groups import paint_clusters, paint_strips
from desktop.views.timeline.headers import paint_headers
from desktop.views.timeline.numbers import Numbers
from desktop.views.timeline.own_stamps import OwnStamps
from desktop.views.timeline.relations import paint_clock_lines, paint_connectors
from desktop.views.timeline.rules import paint_rules
from desktop.views.timeline.stamps import Stamps
from desktop.views.timeline.style import AXIS, Style, find_ground
from desktop.views.timeline.titles import FIGURE_RAISE, Titles, superior
from desktop.wording import DateWords, after_words, before_words

FOCUS_WIDTH = 2.0
FOCUS_AWAY = 2.0
FOCUS_RADIUS = 5.0
GROUND_RADIUS = 4.0
LINK_BASELINE = 17.0
SCROLL_WIDTH = 4.0
SCROLL_LEAST = 28.0
LINK_EDGE = 8.0


class CanvasPainter:
    """Paints frames of one set of marks in one style."""

    def __init__(self, marks: Marks, style: Style, words: DateWords) -> None:
        """Start with empty caches."""
        self.marks = marks
        self.style = style
        self.titles = Titles(marks, style)
        self._words = words
        self._stamps = Stamps(style)
        self._numbers = Numbers(style)
        self._own = OwnStamps(style)
        self._cards = Cards(self.titles, self._stamps, self._own, words)

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """Paint a frame; the painter is scaled to units and clipped to what is to be painted anew."""
        style = self.style
        self.titles.begin_frame()
        painter.fillRect(QRectF(0, 0, frame.width, frame.height), style["ground"])
        paint_background(painter, frame, style)
        painter.save()
        painter.setClipRect(frame.plot_rect(), Qt.ClipOperation.IntersectClip)
        # What is snapped in the plot lies on device pixels only if the plot's own corner does.
        painter.translate(style.snap(frame.plot_x), style.snap(AXIS))
        self._paint_plot(painter, frame)
        painter.restore()
        paint_headers(painter, frame, style)
        paint_axis(painter, frame, style, self._words)
        if frame.scrollable:
            _paint_scroll(painter, frame, style)
        if frame.rectangle is not None:
            _paint_rectangle(painter, frame.rectangle, style)
        if frame.lane_line is not None:
            y = style.snap(frame.lane_line)
            painter.fillRect(QRectF(0, y, frame.width, style.whole(FOCUS_WIDTH)), style["accent"])

    def _paint_plot(self, painter: QPainter, frame: Frame) -> None:
        style = self.style
        paint_connectors(painter, frame, style, lambda row: self._words.mark(frame.marks, row, year=False))
        paint_clock_lines(painter, frame, style)
        self._paint_grounds(painter, frame)
        paint_rules(painter, frame, style)
        paint_strips(painter, frame, style)
        paint_clusters(painter, frame, style, self._numbers)
        self._paint_marks(painter, frame)
        self._paint_own(painter, frame)
        self._paint_finds(painter, frame)
        self._paint_labels(painter, frame)
        self._cards.paint(painter, frame, style)
        for band in frame.display.bands:
            if band.form in (Form.CLOSED, Form.COLLAPSED):
                self._paint_closed(painter, band, frame)
        self._paint_focus(painter, frame)

    def _paint_grounds(self, painter: QPainter, frame: Frame) -> None:
        items = frame.display.marks.row
        selected = set(items[frame.is_selected(items)].tolist())
        rows = selected | ({frame.hovered} - {-1})
        if not rows:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for row, _, ground in places(frame.display, rows):
            if ground.height() < CARD_HEIGHT:
                painter.setBrush(self.style["select" if row in selected else "hover"])
                painter.drawRoundedRect(self._aligned(ground), GROUND_RADIUS, GROUND_RADIUS)
        painter.restore()

    def _aligned(self, rect: QRectF) -> QRectF:
        return self.style.snapped(rect.left(), rect.top(), rect.right(), rect.bottom())

    def _paint_marks(self, painter: QPainter, frame: Frame) -> None:
        items, marks = frame.display.marks, frame.marks
        seen = np.flatnonzero((items.y > frame.sight[0] - MARK) & (items.y < frame.sight[1] + MARK))
        rows = items.row[seen]
        columns = zip(
            items.x[seen].tolist(),
            items.y[seen].tolist(),
            marks.type[rows].tolist(),
            marks.kind[rows].tolist(),
            frame.tints[rows].tolist(),
            items.style[seen].tolist(),
            items.size[seen].tolist(),
            frame.is_selected(rows).tolist(),
            strict=True,
        )
        stamp = self._stamps.stamp
        colours = frame.colours
        for x, y, of_type, kind, tint, look, size, ring in columns:
            stamp(painter, x, y, of_type, kind, look, colours[tint], small=size < MARK, ring=ring)
        self._paint_figures(painter, frame)

    def _paint_figures(self, painter: QPainter, frame: Frame) -> None:
        """Paint the figures of marks without a label, where the plot's edges cut neither the mark nor the figure."""
        items, sources = frame.display.marks, frame.marks.sources[frame.display.marks.row]
        bare = items.bare & (items.size >= MARK) & (sources > 1) & (items.x > 0)
        painter.setFont(self.style.font("tiny", bold=True))
        painter.setPen(self.style["ink-2"])
        for at in bare.nonzero()[0].tolist():
            left, figure = float(items.x[at]) + MARK / 2 + 1, superior(int(sources[at]))
            if left + self.style.width(figure, "tiny", bold=True) <= frame.display.width:
                painter.drawText(QPointF(left, float(items.y[at]) - FIGURE_RAISE), figure)

    def _paint_own(self, painter: QPainter, frame: Frame) -> None:
        """Paint what is the user's own at the corners of marks; nothing is done for an entry without."""
        items = frame.display.marks
        carried = frame.carried(items.row)
        at = np.flatnonzero((carried > 0) & (items.y > frame.sight[0] - MARK) & (items.y < frame.sight[1] + MARK))
        if len(at):
            rows = items.row[at]
            chosen = frame.is_selected(rows).tolist()
            pairs = zip(rows.tolist(), chosen, strict=True)
            grounds = [frame.ground_of(row, selected=selected) for row, selected in pairs]
            self._own.stamp_all(painter, items.x[at], items.y[at], items.size[at], carried[at], grounds)

    def _paint_finds(self, painter: QPainter, frame: Frame) -> None:
        """Paint the ground of hits behind the text of labels; what is selected has its own."""
        labels = frame.display.labels
        found = frame.is_hit(labels.row) & ~frame.is_selected(labels.row)
        for at in np.flatnonzero(found).tolist():
            x, y = float(labels.x[at]), float(labels.y[at])
            width = float(labels.width[at]) - self.titles.figure_width(int(labels.row[at]))
            painter.fillRect(find_ground(x, y, width, self.style), self.style["find"])

    def _paint_labels(self, painter: QPainter, frame: Frame) -> None:
        labels = frame.display.labels
        seen = np.flatnonzero((labels.y > frame.sight[0] - MARK) & (labels.y < frame.sight[1] + 2 * MARK))
        columns = zip(
            labels.row[seen].tolist(),
            labels.x[seen].tolist(),
            labels.y[seen].tolist(),
            labels.width[seen].tolist(),
            labels.elided[seen].tolist(),
            labels.second[seen].tolist(),
            frame.is_selected(labels.row[seen]).tolist(),
            strict=True,
        )
        draw = self.titles.draw
        for row, x, y, width, elided, second, chosen in columns:
            draw(painter, row, x, y, width, ink="select-text" if chosen else "ink", elided=elided)
            if second > 0:
                self._paint_second(painter, frame, row, QPointF(x + width + SECOND_GAP, y), second)

    def _paint_second(self, painter: QPainter, frame: Frame, row: int, at: QPointF, room: float) -> None:
        """Paint the date in words behind a label, if there is room for all of it: a date is never cut."""
        text = self._words.mark(frame.marks, row, year=False)
        if self.style.width(text, "small") <= room:
            painter.setFont(self.style.font("small"))
            painter.setPen(self.style["ink-2"])
            painter.drawText(at, text)

    def _paint_closed(self, painter: QPainter, band: Band, frame: Frame) -> None:
        """Paint what a lane without anything in view has before and after it; both are links."""
        hit = frame.hit
        on = hit.target if hit is not None and hit.lane == band.lane else None
        y = band.y + LINK_BASELINE
        right = frame.display.width
        if band.before:
            text = before_words(band.before)
            self._paint_link(painter, text, QPointF(LINK_EDGE + 10, y), hovered=on is Target.BEFORE)
            _paint_pointer(painter, QPointF(LINK_EDGE + 2, y - 4), -1, self.style)
        if band.after:
            text = after_words(band.after)
            x = right - LINK_EDGE - 10 - self.style.width(text, "small")
            self._paint_link(painter, text, QPointF(x, y), hovered=on is Target.AFTER)
            _paint_pointer(painter, QPointF(right - LINK_EDGE - 2, y - 4), 1, self.style)

    def _paint_link(self, painter: QPainter, text: str, at: QPointF, *, hovered: bool) -> None:
        painter.setFont(self.style.font("small"))
        painter.setPen(self.style["accent" if hovered else "ink-2"])
        painter.drawText(at, text)
        if hovered:
            line = QRectF(at.x(), at.y() + 2, self.style.width(text, "small"), self.style.hair)
            painter.fillRect(line, self.style["accent"])

    def _paint_focus(self, painter: QPainter, frame: Frame) -> None:
        focus = frame.focus
        if focus.row < 0:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.style["accent"], FOCUS_WIDTH))
        away = FOCUS_AWAY + FOCUS_WIDTH / 2
        for _, lane, ground in places(frame.display, {focus.row}):
            if lane == focus.lane:
                ring = self._aligned(ground).adjusted(-away, -away, away, away)
                painter.drawRoundedRect(ring, FOCUS_RADIUS, FOCUS_RADIUS)
        painter.restore()


def _paint_pointer(painter: QPainter, centre: QPointF, towards: int, style: Style) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(style["ink-2"], 1.3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    tip = centre + QPointF(2 * towards, 0)
    painter.drawPolyline([tip + QPointF(-4 * towards, -4), tip, tip + QPointF(-4 * towards, 4)])
    painter.restore()


def _paint_scroll(painter: QPainter, frame: Frame, style: Style) -> None:
    """Paint how much of the lanes is in view, where not all are: a mark at the right edge."""
    room, content = frame.height - AXIS, frame.display.content_height
    if content <= room + 0.5 or room <= SCROLL_LEAST:
        return
    length = max(SCROLL_LEAST, room * room / content)
    top = AXIS + (room - length) * min(1.0, frame.display.scroll / (content - room))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style["line-strong"])
    bar = QRectF(frame.width - SCROLL_WIDTH - 2, top + 2, SCROLL_WIDTH, length - 4)
    painter.drawRoundedRect(bar, SCROLL_WIDTH / 2, SCROLL_WIDTH / 2)
    painter.restore()


def _paint_rectangle(painter: QPainter, rectangle: QRectF, style: Style) -> None:
    painter.save()
    painter.setPen(QPen(style["accent"], style.hair))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(style.snapped(rectangle.left(), rectangle.top(), rectangle.right(), rectangle.bottom()))
    painter.restore()
