"""Connectors to other actors' lanes, arcs and brackets of relations, below all marks and all that is read."""

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from db.vocabularies import Relation
from desktop.timeline.display import (
    CARD_HEIGHT,
    SECOND_GAP,
    Arc,
    Bracket,
    Connector,
    Connectors,
    DisplayList,
    LabelItems,
)
from desktop.views.timeline.counts import count_middle, peak_middle
from desktop.views.timeline.frame import Frame
from desktop.views.timeline.groups import COUNT_BASELINE
from desktop.views.timeline.style import Style
from desktop.wording import count

WIDTH, QUIET_WIDTH = 1.5, 1.0
HEAD_WIDTH, HEAD_LENGTH = 9.0, 7.0
ANSWER_DASH, PLACE_DASH = (4.0, 3.0), (1.5, 2.5)
PLACE_DISC = 2.5
STROKE_RUN, STROKE_RISE, STROKES_APART = 2.0, 4.0, 3.5
"""The two slanted strokes across an arc that contradicts."""
BACKING = 2.0
ABOVE, UNDER = 12.0, 4.0
"""How far a text's backing reaches over and under its baseline."""
HAIR, BELOW, TICK_RISE, OUTSIDE = 1.0, 8.5, 12.0, 16.0
"""Of the lines between two dates: they run BELOW the centre of a mark, under the letters of labels."""

Boxes = npt.NDArray[np.float64]
"""Left, top, right and bottom of texts; float64[N, 4]."""
Box = tuple[float, float, float, float]
Second = Callable[[int], str]


def paint_connectors(painter: QPainter, frame: Frame, style: Style, second: Second) -> None:
    """Paint the links of everything thin, those of hovered and selected entries in ink; then back crossed texts.

    ``second`` tells what a row has behind its label.
    """
    if not frame.links and not frame.quiet_links:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_links(painter, frame.quiet_links, style["control"], QUIET_WIDTH, style)
    _paint_links(painter, frame.links, style["ink"], WIDTH, style)
    painter.restore()
    _back_texts(painter, frame, style, second)


def paint_clock_lines(painter: QPainter, frame: Frame, style: Style) -> None:
    """Paint a hairline below the row from a mark to its entry's other date, with a tick up where that has a place."""
    hair = style.whole(HAIR)
    for line in frame.clock_lines:
        below, there = style.snap(line.y + BELOW), style.snap(line.other)
        left, right = sorted((style.snap(line.x), there))
        left, right = max(left, -OUTSIDE), min(right, frame.display.width + OUTSIDE)
        if right > left:
            painter.fillRect(QRectF(left, below, right - left, hair), style["ink"])
        if not line.open:
            painter.fillRect(QRectF(there, below - TICK_RISE, hair, TICK_RISE), style["ink"])


def _paint_links(painter: QPainter, links: Connectors, ink: QColor, width: float, style: Style) -> None:
    for bracket in links.brackets:
        _paint_bracket(painter, bracket, ink, width, style)
    for line in links.lines:
        _paint_line(painter, line, ink, width, style)
    for arc in links.arcs:
        _paint_arc(painter, arc, ink, width)


def _paint_line(painter: QPainter, line: Connector, ink: QColor, thick: float, style: Style) -> None:
    width = style.whole(thick)
    left = style.snap(line.x - width / 2)
    down = 1 if line.y1 > line.y0 else -1
    end = style.snap(line.y1) - (down * HEAD_LENGTH if line.head else 0)
    top, bottom = sorted((line.y0, end))
    painter.fillRect(QRectF(left, top, width, bottom - top), ink)
    if line.head:
        _paint_head(painter, QPointF(left + width / 2, style.snap(line.y1)), 90.0 * down, ink)


def _paint_head(painter: QPainter, tip: QPointF, turned: float, ink: QColor) -> None:
    """Paint a head whose tip points ``turned`` degrees down from the right."""
    painter.save()
    painter.translate(tip)
    painter.rotate(turned)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    half = HEAD_WIDTH / 2
    painter.drawPolygon(QPolygonF([QPointF(0, 0), QPointF(-HEAD_LENGTH, -half), QPointF(-HEAD_LENGTH, half)]))
    painter.restore()


def arc_path(arc: Arc) -> QPainterPath:
    """Return the arc from an entry to what it refers to, rising over both."""
    path = QPainterPath(QPointF(arc.x0, arc.y0))
    top = min(arc.y0, arc.y1) - arc.rise
    # A quadratic curve passes half way between its ends and its control point.
    middle = (arc.y0 + arc.y1) / 2
    path.quadTo(QPointF((arc.x0 + arc.x1) / 2, 2 * top - middle), QPointF(arc.x1, arc.y1))
    return path


def _paint_arc(painter: QPainter, arc: Arc, ink: QColor, width: float) -> None:
    """Paint an arc: dashed with a head to what is answered, dotted with a disc where it was said, struck through.

    One to what came before or after between the same two actors is thin, and nothing but a line.
    """
    path = arc_path(arc)
    if arc.relation is None:
        painter.strokePath(path, QPen(ink, QUIET_WIDTH, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        return
    pen = QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
    if arc.relation is not Relation.CONTRADICTS:
        dash = PLACE_DASH if arc.relation is Relation.SAID_AT else ANSWER_DASH
        pen.setDashPattern([length / width for length in dash])
    painter.strokePath(path, pen)
    match arc.relation:
        case Relation.SAID_AT:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawEllipse(path.pointAtPercent(_short_of_end(path)), PLACE_DISC, PLACE_DISC)
        case Relation.CONTRADICTS:
            painter.setPen(QPen(ink, width))
            middle = path.pointAtPercent(0.5)
            for side in (-0.5, 0.5):
                foot = middle + QPointF(side * STROKES_APART - STROKE_RUN, STROKE_RISE)
                painter.drawLine(foot, foot + QPointF(2 * STROKE_RUN, -2 * STROKE_RISE))
        case _:
            _paint_head(painter, QPointF(arc.x1, arc.y1), -path.angleAtPercent(1.0), ink)


def _short_of_end(path: QPainterPath) -> float:
    """Return the part of a path that ends where its last mark begins to cover it."""
    return path.percentAtLength(max(0.0, path.length() - 12.0))


def _paint_bracket(painter: QPainter, bracket: Bracket, ink: QColor, thick: float, style: Style) -> None:
    """Paint a bracket; the whole's end has a foot twice as wide."""
    width = style.whole(thick)
    top = style.snap(bracket.y)
    left, right = style.snap(bracket.x0 - width / 2), style.snap(bracket.x1 - width / 2) + width
    painter.fillRect(QRectF(left, top, right - left, width), ink)
    for number, (x, y) in enumerate(bracket.legs):
        wide = width if number else 2 * width
        painter.fillRect(QRectF(style.snap(x - wide / 2), top, wide, y - top), ink)


def _back_texts(painter: QPainter, frame: Frame, style: Style, second: Second) -> None:
    """Put the ground's colour behind every text that a line, arc or bracket crosses."""
    boxes = _boxes(frame.display, style, second)
    crossed = np.zeros(len(boxes), np.bool_)
    for links in (frame.quiet_links, frame.links):
        for left, top, right, bottom in _straight(links):
            crossed |= _meet(boxes, left, top, right, bottom)
        for arc in links.arcs:
            path = arc_path(arc)
            around = path.controlPointRect()
            near = _meet(boxes, around.left(), around.top(), around.right(), around.bottom()) & ~crossed
            for at in np.flatnonzero(near).tolist():
                crossed[at] = path.intersects(_rect(boxes[at]))
    for at in np.flatnonzero(crossed).tolist():
        painter.fillRect(_rect(boxes[at]), style["ground"])


def _straight(links: Connectors) -> list[tuple[float, float, float, float]]:
    """Return left, top, right and bottom of all straight pieces."""
    found = [(line.x - 1, min(line.y0, line.y1), line.x + 1, max(line.y0, line.y1)) for line in links.lines]
    for bracket in links.brackets:
        found.append((bracket.x0, bracket.y, bracket.x1, bracket.y + 1))
        found += [(x - 1, bracket.y, x + 1, y) for x, y in bracket.legs]
    return found


def _meet(boxes: Boxes, left: float, top: float, right: float, bottom: float) -> npt.NDArray[np.bool_]:
    return np.asarray(
        (boxes[:, 0] < right) & (boxes[:, 2] > left) & (boxes[:, 1] < bottom) & (boxes[:, 3] > top), np.bool_
    )


def _rect(box: Boxes) -> QRectF:
    return QRectF(QPointF(box[0], box[1]), QPointF(box[2], box[3]))


def _boxes(display: DisplayList, style: Style, second: Second) -> Boxes:
    """Return the boxes of labels, of dates behind them, of cards' texts, and of counts of clusters and strips."""
    labels = display.labels
    left, right = labels.x - BACKING, labels.x + labels.width + BACKING
    found = [np.stack([left, labels.y - ABOVE, right, labels.y + UNDER], axis=1)]
    others = [*_dates(labels, style, second), *_card_texts(display), *_counts(display, style)]
    found.append(np.array(others, np.float64).reshape(-1, 4))
    return np.concatenate(found).astype(np.float64)


def _dates(labels: LabelItems, style: Style, second: Second) -> Iterator[Box]:
    told = np.flatnonzero(labels.second > 0)
    columns = (labels.row, labels.x + labels.width + SECOND_GAP, labels.y, labels.second)
    for row, x, y, room in zip(*(column[told].tolist() for column in columns), strict=True):
        width = style.width(second(row), "small")
        if width <= room:
            yield x - BACKING, y - ABOVE, x + width + BACKING, y + UNDER


def _card_texts(display: DisplayList) -> Iterator[Box]:
    for card in display.cards:
        yield card.text_x - BACKING, card.y + BACKING, card.text_x + card.text_width, card.y + CARD_HEIGHT


def _counts(display: DisplayList, style: Style) -> Iterator[Box]:
    clusters = display.clusters
    columns = (clusters.x0, clusters.x1, clusters.y + COUNT_BASELINE)
    stand = []
    for rows, *extent, bottom in zip(clusters.rows, *(column.tolist() for column in columns), strict=True):
        text = style.width(count(len(rows)), "small")
        stand.append((count_middle((extent[0], extent[1]), text, display.width), text, bottom))
    for peak in display.peaks:
        text = style.width(count(peak.count), "small")
        stand.append((peak_middle(peak.x, text, display.width), text, peak.y))
    for middle, text, bottom in stand:
        if middle is not None:
            half = text / 2 + BACKING
            yield middle - half, bottom - ABOVE, middle + half, bottom + UNDER
