"""Keep what is read in view while an article's text is set anew, or changed for the article's other text."""

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextEdit

from db.records import EntryHead, ReaderText
from desktop.views.article.layout import TEXT_X, ArticleSetting, SetPassage
from desktop.views.article.steps import answering_point, answering_range

READ_AT = 0.25
"""Where in a panel its reader is thought to be, of its height from above, where nothing selected is in view."""

Selected = Callable[[EntryHead], bool]
"""Tells whether an entry is selected."""


class Place(Struct, frozen=True):
    """A code point of a text and how far below the panel's top its line stands.

    ``passage`` is a half-open range that must be in view afterwards; None where none must.
    """

    point: int
    y: float
    passage: tuple[int, int] | None = None


def place_read(edit: QTextEdit, setting: ArticleSetting, *, height: float = READ_AT) -> Place:
    """Return the words at a share of the panel's height."""
    cursor = edit.cursorForPosition(QPoint(TEXT_X, round(edit.viewport().height() * height)))
    return Place(setting.text_position(cursor.position()), edit.cursorRect(cursor).top())


def return_to(edit: QTextEdit, setting: ArticleSetting, place: Place) -> None:
    """Scroll the words of a place to where they stood."""
    cursor = QTextCursor(edit.document())
    cursor.setPosition(setting.document_position(place.point))
    bar = edit.verticalScrollBar()
    bar.setValue(round(bar.value() + edit.cursorRect(cursor).top() - place.y))


def place_in(
    there: ReaderText, edit: QTextEdit, setting: ArticleSetting, passages: list[SetPassage], selected: Selected
) -> Place | None:
    """Return the place in another text of the article that answers to what is read now.

    Of ``passages``, those that matter most first, the first one in view that the other text has too is kept, else what
    stands where one reads. A selected entry is kept where the other text has any passage of it. None where it is
    another article, or its beginning that is read.
    """
    here = setting.reader
    if here.article.slug != there.article.slug:
        return None
    top, height = edit.verticalScrollBar().value(), edit.viewport().height()
    for placed in passages:
        y = placed.lines[0].top - top if placed.lines else -1.0
        own = placed.passage.start, placed.passage.end
        if 0 <= y < height and (answer := _answer(here, there, placed, own, selected)):
            return Place(answer[0], y, answer)
    if not top:
        return None
    read = place_read(edit, setting)
    return Place(answering_point(here, there, read.point), read.y)


def _answer(
    here: ReaderText, there: ReaderText, placed: SetPassage, own: tuple[int, int], selected: Selected
) -> tuple[int, int] | None:
    found = (answering_range(here, there, own, head.id, instead=selected(head)) for head in placed.entries)
    return next((answer for answer in found if answer), None)


class Left(Struct, frozen=True):
    """Where a text was left for the other one: how far it was scrolled, and how far the other one was then."""

    text: str
    scrolled: int
    arrived: int
    selected: int

    def still_holds(self, text: str, scrolled: int, selected: int) -> bool:
        """Tell whether one may go back exactly: to the same text, without having moved or chosen anything since."""
        return (self.text, self.arrived, self.selected) == (text, scrolled, selected)
