"""Paint what lights a passage: the ground of a selected one, the rules below its words, the frame of the focus."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPen

from db.records import EntryHead
from desktop.session import Session
from desktop.theme import Theme, tokens
from desktop.views.article.layout import SetPassage
from desktop.widgets.mark import entry_colour

RULE = 2
RULE_BELOW = 4
"""How far below the baseline the first rule begins."""
RULE_STEP = 3
"""From one rule to the next, where two entries share a passage."""


def paint_ground(painter: QPainter, passage: SetPassage, session: Session, theme: Theme) -> None:
    """Paint the ground of a passage that is selected or hovered; any other has none."""
    rows = [head.row for head in passage.entries]
    if any(row in session.selection for row in rows):
        colour = theme["passage"]
    elif session.hovered in rows:
        colour = theme["hover"]
    else:
        return
    for line in passage.lines:
        painter.fillRect(line.rect, colour)


def paint_rules(
    painter: QPainter, passage: SetPassage, lit: Sequence[EntryHead], session: Session, theme: Theme
) -> None:
    """Paint a rule in the colour of each of the first two entries that are ``lit``, or a grey one where none is."""
    colours = [entry_colour(session, head.row, theme) for head in lit[:2]] or [theme["line-strong"]]
    for step, colour in enumerate(colours):
        below = RULE_BELOW + RULE_STEP * (passage.level + step)
        for line in passage.lines:
            painter.fillRect(QRectF(line.left, line.baseline + below, line.right - line.left, RULE), colour)


def paint_focus(painter: QPainter, passage: SetPassage, theme: Theme) -> None:
    """Paint a frame round all lines of a passage."""
    path = QPainterPath()
    for line in passage.lines:
        box = QPainterPath()
        box.addRect(line.rect.adjusted(-3, -1, 3, 3))
        path = path.united(box)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme["accent"], float(tokens()["weight"]["focus"])))
    painter.drawPath(path.simplified())
