"""Cards: what a label says, with room for two lines and where or how it was."""

import numpy as np
from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QTextLayout, QTextOption

from db.marks import Marks
from desktop.timeline.display import CARD_HEIGHT, RULE, Card
from desktop.views.timeline.frame import Frame
from desktop.views.timeline.own_stamps import OwnStamps
from desktop.views.timeline.stamps import Stamps
from desktop.views.timeline.style import Style, find_ground
from desktop.views.timeline.titles import FIGURE_GAP, FIGURE_RAISE, Titles, superior
from desktop.wording import DateWords

TITLE_BASELINE = 20.0
LINE = 16.0
MARK_CENTRE = 16.0


def card_lines(text: str, width: float, style: Style) -> list[str]:
    """Break a title into at most two lines; the second one is elided, the first never."""
    if style.width(text, "label") <= width:
        return [text]
    cut = _words_in(text, width, style) or _letters_in(text, width, style)
    rest = text[cut:].strip()
    if not rest:
        return [text]
    metrics = style.metrics["label", False]
    return [text[:cut].rstrip(), metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)]


def _words_in(text: str, width: float, style: Style) -> int:
    """Tell how many letters the words take that stand in a line; 0 where not even the first does."""
    space, reach, cut = style.width(" ", "label"), 0.0, 0
    for word in text.split(" "):
        reach += style.width(word, "label")
        if reach > width:
            break
        reach, cut = reach + space, cut + len(word) + 1
    return cut


def _letters_in(text: str, width: float, style: Style) -> int:
    """Tell how many letters stand in a line that breaks where Unicode allows it, or within a word."""
    layout = QTextLayout(text, style.font("label"))
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(width)
    cut = first.textLength()
    layout.endLayout()
    return cut


def channel_name(marks: Marks, row: int) -> str:
    """Return the channel of an entry; empty where it has none."""
    grouping = marks.groupings.get("channel")
    if grouping is None:
        return ""
    lanes = grouping.lanes[row]
    return grouping.names[int(lanes[0])] if len(lanes) and grouping.keys[int(lanes[0])] else ""


class CardText(Struct, frozen=True):
    """The text of a card, broken and cut for one width: title, date with channel, figure with its place."""

    lines: tuple[str, ...]
    second: str
    figure: str
    figure_x: float


class Cards:
    """Paints cards; keeps how their text breaks while the width of a day stays."""

    def __init__(self, titles: Titles, stamps: Stamps, own: OwnStamps, words: DateWords) -> None:
        """Paint with what labels and marks are painted with."""
        self._titles = titles
        self._stamps = stamps
        self._own = own
        self._words = words
        self._texts: dict[int, CardText] = {}
        self._days: dict[tuple[int, ...], str] = {}
        self._width = -1

    def paint(self, painter: QPainter, frame: Frame, style: Style) -> None:
        """Paint the cards in sight; the painter stands at the plot's origin."""
        seen = [card for card in frame.display.cards if frame.sees(card.y, card.y + CARD_HEIGHT)]
        if not seen:
            return
        rows = np.array([card.row for card in seen], np.int32)
        for card, selected, found in zip(
            seen, frame.is_selected(rows).tolist(), frame.is_hit(rows).tolist(), strict=True
        ):
            text = self._text(card, frame.marks, style)
            self._paint_body(painter, card, frame, style, selected=selected)
            if found and not selected:
                _paint_finds(painter, card, text, style)
            self._paint_text(painter, card, text, style, selected=selected)

    def _paint_body(self, painter: QPainter, card: Card, frame: Frame, style: Style, *, selected: bool) -> None:
        marks, row = frame.marks, card.row
        body = style.snapped(card.x, card.y, card.x + card.width, card.y + CARD_HEIGHT)
        if selected or frame.hovered == row:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style["select" if selected else "hover"])
            painter.drawRoundedRect(body, 4, 4)
            painter.restore()
        rule = QRectF(body.x(), body.y(), body.width(), style.whole(RULE))
        colour = frame.colours[frame.tints[row]]
        painter.fillRect(rule, colour)
        kind, of_type = int(marks.kind[row]), int(marks.type[row])
        self._stamps.stamp(
            painter,
            card.mark_x,
            card.y + MARK_CENTRE,
            of_type,
            kind,
            int(card.style),
            colour,
            small=False,
            ring=selected,
        )
        if carried := 0 if frame.signs is None else int(frame.signs[row]):
            ground = frame.ground_of(row, selected=selected)
            self._own.stamp(painter, card.mark_x, card.y + MARK_CENTRE, carried, small=False, ground=ground)

    def _paint_text(self, painter: QPainter, card: Card, text: CardText, style: Style, *, selected: bool) -> None:
        painter.setFont(style.font("label"))
        painter.setPen(style["select-text" if selected else "ink"])
        x, baseline = style.snap(card.text_x), card.y + TITLE_BASELINE
        for line in text.lines:
            painter.drawText(QPointF(x, baseline), line)
            baseline += LINE
        painter.setFont(style.font("small"))
        painter.setPen(style["select-text" if selected else "ink-2"])
        painter.drawText(QPointF(x, baseline), text.second)
        if text.figure:
            painter.setFont(style.font("tiny", bold=True))
            painter.drawText(QPointF(x + text.figure_x, baseline - FIGURE_RAISE), text.figure)

    def _text(self, card: Card, marks: Marks, style: Style) -> CardText:
        if round(card.text_width) != self._width:
            self._width = round(card.text_width)
            self._texts.clear()
            self._days.clear()
        text = self._texts.get(card.row)
        if text is None:
            figure = superior(int(marks.sources[card.row]))
            extra = FIGURE_GAP + style.width(figure, "tiny", bold=True) if figure else 0.0
            second = self._second(marks, card.row, card.text_width - extra, style)
            lines = card_lines(self._titles.text(card.row), card.text_width, style)
            text = CardText(tuple(lines), second, figure, style.width(second, "small") + FIGURE_GAP)
            self._texts[card.row] = text
        return text

    def _second(self, marks: Marks, row: int, width: float, style: Style) -> str:
        """Return date and channel; the date is never cut."""
        day = self._day(marks, row)
        channel = channel_name(marks, row)
        if not channel:
            return day
        room = width - style.width(f"{day}, ", "small")
        shortened = style.metrics["small", False].elidedText(channel, Qt.TextElideMode.ElideRight, room)
        return f"{day}, {shortened}" if len(shortened) > 1 else day

    def _day(self, marks: Marks, row: int) -> str:
        """Return the date in words; those of a day have the same."""
        columns = (marks.earliest, marks.latest, marks.place, marks.drawing, marks.flags)
        key = tuple(int(column[row]) for column in columns)
        found = self._days.get(key)
        if found is None:
            found = self._days[key] = self._words.mark(marks, row, year=False)
        return found


def _paint_finds(painter: QPainter, card: Card, text: CardText, style: Style) -> None:
    """Paint the ground of hits behind a card's title."""
    for number, line in enumerate(text.lines):
        baseline = card.y + TITLE_BASELINE + number * LINE
        ground = find_ground(style.snap(card.text_x), baseline, style.width(line, "label"), style)
        painter.fillRect(ground, style["find"])
