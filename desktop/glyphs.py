"""Paint the marks of entries: the shape tells event from statement, the fill the act, the inner glyph the type.

Everything is a path on a grid of 16, parsed once and scaled to where it is wanted; nothing is ever
a scaled bitmap.
"""

import math
import re
from functools import cache
from typing import Final

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QTransform

from db.vocabularies import Act, Kind, Status, Type
from desktop.theme import Theme

GRID: Final = 16.0
GLYPH_WIDTH: Final = 1.5
HOLLOW_WIDTH: Final = 1.7
HOLLOW_SCALE: Final = 0.875
RING_WIDTH: Final = 1.3
CLAIMED_WIDTH: Final = 1.2
DASHES: Final = (2.2, 1.8)

_STATEMENT = "M8 .25 A7.5 7.5 0 1 1 4.4 14.35 L.6 15.75 L1.75 11.9 A7.5 7.5 0 0 1 8 .25Z"

_CORNER: Final = {Kind.EVENT: "M9.6 16 L16 9.6", Kind.STATEMENT: "M9 15.2 L15.2 9"}

_STROKES: Final = {
    Type.AGREE: "M4.5 8.2 L7 10.7 L11.6 5.3",
    Type.CONSULT: "M5 8 H11",
    Type.SUPPORT: "M8 4.5 V11.5 M4.5 8 H11.5",
    Type.CONCEDE: "M4.5 6.3 L8 9.8 L11.5 6.3",
    Type.COOPERATE: "",
    Type.AID: "M8 3.8 V8.8 M5.7 6.7 L8 9 L10.3 6.7 M4.5 11.5 H11.5",
    Type.RETREAT: "M11.8 8 H5 M7.6 5 L4.6 8 L7.6 11",
    Type.REQUEST: "M8 11.8 V5 M5 7.6 L8 4.6 L11 7.6",
    Type.ACCUSE: "M8 4 V8.8",
    Type.REJECT: "M5.2 5.2 L10.8 10.8 M10.8 5.2 L5.2 10.8",
    Type.THREATEN: "M9.3 3.6 L5.6 8.4 H10.4 L6.7 12.6",
    Type.PROTEST: "M4.6 4.5 H11.4 V8.5 H4.6Z M8 8.5 V12.4",
    Type.SANCTION: "M5.6 10.4 L10.4 5.6",
    Type.MOBILIZE: "M4.5 7.6 L8 4.6 L11.5 7.6 M4.5 11.6 L8 8.6 L11.5 11.6",
    Type.COERCE: "M4 5 L6.8 8 L4 11 M12 5 L9.2 8 L12 11",
    Type.ASSAULT: "M8 3.8 V12.2 M4.4 5.9 L11.6 10.1 M11.6 5.9 L4.4 10.1",
    Type.STATEMENT: "M4.8 6.2 H11.2 M4.8 9.4 H9.2",
}
_DOTS: Final = {Type.CONSULT: ((5, 8, 1.9), (11, 8, 1.9)), Type.ACCUSE: ((8, 11.4, 1.1),)}
_RINGS: Final = {Type.COOPERATE: ((6.2, 8, 2.6), (9.8, 8, 2.6)), Type.SANCTION: ((8, 8, 3.6),)}

_TOKEN = re.compile(r"[MLHVAZ]|-?(?:\d+\.?\d*|\.\d+)")


class MarkColours(Struct, frozen=True):
    """The colours of one mark: its act, the glyph on it, the ground inside a hollow one, the ring of a selected one."""

    act: QColor
    glyph: QColor
    ground: QColor
    ring: QColor


def mark_colours(theme: Theme, act: Act | QColor, ground: str = "ground") -> MarkColours:
    """Return the colours of a mark of ``act``, or in a colour that tells something else, on the token ``ground``."""
    colour = act if isinstance(act, QColor) else theme.acts[act]
    return MarkColours(colour, theme.glyph, theme[ground], theme["select-text"])


def is_dashed(status: Status) -> bool:
    """Tell whether the outline is broken: planned or postponed."""
    return status in (Status.PLANNED, Status.POSTPONED)


def parse_path(text: str) -> QPainterPath:
    """Return the path that ``text`` describes in SVG's absolute commands M, L, H, V, A (circles only) and Z."""
    tokens = iter(_TOKEN.findall(text))
    path = QPainterPath()
    for command in tokens:
        at = path.currentPosition()
        match command:
            case "M":
                path.moveTo(float(next(tokens)), float(next(tokens)))
            case "L":
                path.lineTo(float(next(tokens)), float(next(tokens)))
            case "H":
                path.lineTo(float(next(tokens)), at.y())
            case "V":
                path.lineTo(at.x(), float(next(tokens)))
            case "A":
                radius, _, _, large, sweep, x, y = (float(next(tokens)) for _ in range(7))
                _arc_to(path, radius, QPointF(x, y), large=large != 0, sweep=sweep != 0)
            case "Z":
                path.closeSubpath()
            case _:
                raise ValueError(f"path command expected, not {command!r}: {text}")
    return path


def _arc_to(path: QPainterPath, radius: float, end: QPointF, *, large: bool, sweep: bool) -> None:
    """Continue with a circular arc; the centre as in SVG 1.1, appendix F.6.5, for equal radii."""
    start = path.currentPosition()
    middle, half = (start + end) / 2, (end - start) / 2
    reach = math.hypot(half.x(), half.y())
    away = math.sqrt(max(0.0, radius * radius - reach * reach)) / reach
    sign = 1 if large == sweep else -1
    centre = QPointF(middle.x() + sign * away * half.y(), middle.y() - sign * away * half.x())
    first = math.degrees(math.atan2(centre.y() - start.y(), start.x() - centre.x()))
    last = math.degrees(math.atan2(centre.y() - end.y(), end.x() - centre.x()))
    length = (last - first) % 360
    if sweep:
        length -= 360
    square = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    path.arcTo(square, first, length)


@cache
def outline(kind: Kind) -> QPainterPath:
    """Return the shape of a kind of entry on the grid of 16."""
    if kind is Kind.STATEMENT:
        return parse_path(_STATEMENT)
    path = QPainterPath()
    path.addRoundedRect(QRectF(0.5, 0.5, 15, 15), 3, 3)
    return path


@cache
def _shrunk_outline(kind: Kind) -> QPainterPath:
    """Return the shape of a hollow mark, so much smaller that its outline reaches where a filled one ends."""
    about_centre = QTransform.fromTranslate(GRID / 2, GRID / 2)
    about_centre.scale(HOLLOW_SCALE, HOLLOW_SCALE)
    about_centre.translate(-GRID / 2, -GRID / 2)
    return about_centre.map(outline(kind))


@cache
def _glyph_strokes(of_type: Type) -> QPainterPath:
    path = parse_path(_STROKES[of_type])
    for x, y, radius in _RINGS.get(of_type, ()):
        path.addEllipse(QPointF(x, y), radius, radius)
    return path


@cache
def _glyph_dots(of_type: Type) -> QPainterPath:
    path = QPainterPath()
    for x, y, radius in _DOTS.get(of_type, ()):
        path.addEllipse(QPointF(x, y), radius, radius)
    return path


def paint_mark(
    painter: QPainter,
    rect: QRectF,
    of_type: Type,
    kind: Kind,
    colours: MarkColours,
    *,
    hollow: bool = False,
    dashed: bool = False,
    claimed: bool = False,
    ring: bool = False,
    glyph: bool = True,
) -> None:
    """Paint a mark into the square ``rect``; a ring stands just outside of it. A dashed mark is hollow."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / GRID, rect.height() / GRID)
    if ring:
        painter.strokePath(outline(kind), QPen(colours.ring, 2 * RING_WIDTH))
        painter.fillPath(outline(kind), colours.ring)
    if hollow or dashed:
        _paint_hollow(painter, kind, colours, dashed=dashed)
    else:
        painter.fillPath(outline(kind), colours.act)
    if glyph:
        _paint_glyph(painter, of_type, colours.act if hollow or dashed else colours.glyph)
    if claimed:
        cut = colours.act if hollow or dashed else colours.ground
        painter.setClipPath(outline(kind))
        painter.strokePath(parse_path(_CORNER[kind]), QPen(cut, CLAIMED_WIDTH))
    painter.restore()


def _paint_hollow(painter: QPainter, kind: Kind, colours: MarkColours, *, dashed: bool) -> None:
    pen = QPen(colours.act, HOLLOW_WIDTH)
    if dashed:
        pen.setDashPattern([length / HOLLOW_WIDTH for length in DASHES])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.fillPath(_shrunk_outline(kind), colours.ground)
    painter.strokePath(_shrunk_outline(kind), pen)


def _paint_glyph(painter: QPainter, of_type: Type, colour: QColor) -> None:
    round_cap, round_join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    pen = QPen(colour, GLYPH_WIDTH, Qt.PenStyle.SolidLine, round_cap, round_join)
    painter.strokePath(_glyph_strokes(of_type), pen)
    painter.fillPath(_glyph_dots(of_type), colour)


def paint_small_mark(painter: QPainter, centre: QPointF, kind: Kind, colour: QColor, scale: float = 1.0) -> None:
    """Paint the mark without inner glyph: an event's square of 9, a statement's disc of 10, about ``centre``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if kind is Kind.STATEMENT:
        painter.drawEllipse(centre, 5 * scale, 5 * scale)
    else:
        side = 9 * scale
        square = QRectF(centre - QPointF(side / 2, side / 2), QSizeF(side, side))
        painter.drawRoundedRect(square, 2 * scale, 2 * scale)
    painter.restore()


def mark_pixmap(
    of_type: Type,
    kind: Kind,
    colours: MarkColours,
    *,
    size: int = 16,
    ratio: float = 1.0,
    hollow: bool = False,
    dashed: bool = False,
    claimed: bool = False,
    ring: bool = False,
) -> QPixmap:
    """Return a mark of ``size`` as a pixmap for a device pixel ratio; a ringed one has 2 more on each side."""
    margin = 2 if ring else 0
    side = math.ceil((size + 2 * margin) * ratio)
    pixmap = QPixmap(side, side)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    square = QRectF(margin, margin, size, size)
    paint_mark(painter, square, of_type, kind, colours, hollow=hollow, dashed=dashed, claimed=claimed, ring=ring)
    painter.end()
    return pixmap
