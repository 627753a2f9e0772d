"""Painting of the overview: bars, breaks, labels, and the window with its handles. Lengths are units."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from desktop.theme import Theme, tokens
from desktop.timeline.overview import HIGH, Overview
from desktop.timeline.ticks import Naming
from desktop.wording import date_words

EDGE = 12.0
GROUND = 44.0
"""Where the bars stand."""
TOP = GROUND - HIGH
HEADING_BASELINE, COUNT_BASELINE, LABEL_BASELINE = 21.0, 36.0, 57.0
LABEL_X = 3.0
LABELS_APART = 4.0
RIGHT = 8.0
"""Between the end of the line and the edge."""
TICK = 3.0
STROKE_RISE, STROKE_RUN, STROKES_APART = 10.0, 4.0, 5.0
HANDLE_WIDTH, HANDLE_HEIGHT = 6.0, 16.0
NARROW_WINDOW = 24.0
"""A narrower window has its handles outside."""
OUTLINE = 1.5
RADIUS = 3.0
FOCUS_WIDTH, FOCUS_AWAY = 2.0, 2.0
SELECTED_WIDTH, SELECTED_HEIGHT = 2.0, 5.0
"""A tick for what is selected, below the line that bars stand on."""
VEIL = 0.55
HIT_TOP, HIT_HEIGHT, HIT_WIDTH, HIT_PAD = 1.0, 6.0, 1.5, 2.5
"""A tick for what was found: ink on the ground of hits, at the line's top."""


def _font(theme: Theme, size: str, *, bold: bool = False) -> QFont:
    """Return a font in units: the painter's scale makes it larger where the system's text is."""
    font = theme.font(size, bold=bold)
    font.setPixelSize(int(tokens()["text"][size]))
    return font


def paint_heading(painter: QPainter, theme: Theme, heading: str, number: str) -> None:
    """Paint what the line is, and of how many entries."""
    painter.setFont(_font(theme, "label", bold=True))
    painter.setPen(theme["ink"])
    painter.drawText(QPointF(EDGE, HEADING_BASELINE), heading)
    painter.setFont(_font(theme, "small"))
    painter.setPen(theme["ink-2"])
    painter.drawText(QPointF(EDGE, COUNT_BASELINE), number)


def paint_line(painter: QPainter, drawing: Overview, theme: Theme, told: str, hair: float) -> None:
    """Paint bars, their ground with its breaks, and the labels; the painter stands at the line's start.

    ``told`` is what the colours of the bars tell.
    """
    segments = drawing.segments
    colours = theme.tints[told]
    for tint, x, y, width, height in zip(
        segments.tint.tolist(),
        segments.x.tolist(),
        segments.y.tolist(),
        segments.width.tolist(),
        segments.height.tolist(),
        strict=True,
    ):
        left, top, bottom = _on(x, hair), _on(TOP + y, hair), _on(TOP + y + height, hair)
        painter.fillRect(QRectF(left, top, _on(width, hair), bottom - top), colours[tint])
    for piece in drawing.map.stretches:
        if piece.broken:
            _paint_break(painter, (piece.x0 + piece.x1) / 2, theme)
        else:
            left = _on(piece.x0, hair)
            painter.fillRect(QRectF(left, GROUND, _on(piece.x1, hair) - left, hair), theme["line-strong"])
    _paint_labels(painter, drawing, theme, hair)


def _on(value: float, hair: float) -> float:
    """Move a coordinate to the nearest device pixel."""
    return round(value / hair) * hair


def _paint_break(painter: QPainter, x: float, theme: Theme) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme["ink-2"], 1.0))
    for side in (-0.5, 0.5):
        foot = QPointF(x + side * STROKES_APART - STROKE_RUN / 2, GROUND + STROKE_RISE / 2)
        painter.drawLine(foot, foot + QPointF(STROKE_RUN, -STROKE_RISE))
    painter.restore()


def _room_end(drawing: Overview, x: float) -> float:
    """Return where a label that begins at ``x`` must end: before the strokes of a break, or at the line's end."""
    for piece in drawing.map.breaks:
        if piece.x0 > x:
            return (piece.x0 + piece.x1) / 2 - STROKES_APART - 1
    return drawing.map.stretches[-1].x1 + RIGHT


def _paint_labels(painter: QPainter, drawing: Overview, theme: Theme, hair: float) -> None:
    painter.setFont(_font(theme, "small"))
    painter.setPen(theme["ink-2"])
    words = date_words()
    metrics = QFontMetricsF(painter.font())
    taken = 0.0
    for label in drawing.labels:
        month = label.naming is not Naming.YEAR
        text = words.month(date(label.year, label.month, 1), year=False, short=True) if month else str(label.year)
        width = metrics.horizontalAdvance(text)
        if label.x > 0:
            painter.fillRect(QRectF(_on(label.x, hair), GROUND, hair, TICK), theme["line-strong"])
        x = min(label.x + (LABEL_X if label.x > 0 else 0), _room_end(drawing, label.x) - width)
        if x >= taken:
            painter.drawText(QPointF(x, LABEL_BASELINE), text)
            taken = x + width + LABELS_APART


def paint_hits(painter: QPainter, columns: Sequence[int], theme: Theme, hair: float) -> None:
    """Paint a tick over every pixel column in which something was found; the painter stands at the line's start."""
    for x in columns:
        painter.fillRect(QRectF(_on(x - HIT_PAD, hair), HIT_TOP, 2 * HIT_PAD, HIT_HEIGHT), theme["find"])
    for x in columns:
        painter.fillRect(QRectF(_on(x - HIT_WIDTH / 2, hair), HIT_TOP, HIT_WIDTH, HIT_HEIGHT), theme["ink"])


def paint_selected(painter: QPainter, columns: Sequence[int], theme: Theme, hair: float) -> None:
    """Paint a tick below every pixel column in which something is selected; the painter stands at the line's start."""
    for x in columns:
        painter.fillRect(
            QRectF(_on(x - SELECTED_WIDTH / 2, hair), GROUND, SELECTED_WIDTH, SELECTED_HEIGHT), theme["ink"]
        )


def paint_focus(painter: QPainter, window: QRectF, theme: Theme) -> None:
    """Paint the keyboard's ring around the window."""
    painter.setPen(QPen(theme["accent"], FOCUS_WIDTH))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    around = FOCUS_AWAY + FOCUS_WIDTH / 2
    painter.drawRoundedRect(window.adjusted(-around, -around, around, around), 5, 5)


def handles(window: QRectF) -> tuple[QRectF, QRectF]:
    """Return both handles of a window: on its edges, or outside of a narrow one."""
    top = window.center().y() - HANDLE_HEIGHT / 2
    out = HANDLE_WIDTH / 2 if window.width() < NARROW_WINDOW else 0.0
    return (
        QRectF(window.left() - HANDLE_WIDTH / 2 - out, top, HANDLE_WIDTH, HANDLE_HEIGHT),
        QRectF(window.right() - HANDLE_WIDTH / 2 + out, top, HANDLE_WIDTH, HANDLE_HEIGHT),
    )


def paint_window(painter: QPainter, window: QRectF, plot: QRectF, theme: Theme) -> None:
    """Paint a veil over what the timeline does not show, and the window around what it does."""
    veil = QColor(theme["surface"])
    veil.setAlphaF(VEIL)
    painter.fillRect(QRectF(plot.left(), plot.top(), max(0.0, window.left() - plot.left()), plot.height()), veil)
    painter.fillRect(QRectF(window.right(), plot.top(), max(0.0, plot.right() - window.right()), plot.height()), veil)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme["accent"], OUTLINE))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(window, RADIUS, RADIUS)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme["accent"])
    for handle in handles(window):
        painter.drawRoundedRect(handle, 2, 2)
