"""Light in an article's text the words that are looked for."""

from collections.abc import Sequence

from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from db.matching import Haystack, all_spans, needles
from desktop.theme import Theme
from desktop.views.article.layout import ArticleSetting

SEARCHED = 200_000
"""Letters of a text that is searched while its window waits; a longer one is not."""
LIT = 500
"""So many finds are lit; more would light nothing."""


def searched_spans(text: str, words: str) -> Sequence[tuple[int, int]]:
    """Return where the words of the window's search stand in a text."""
    wanted = needles(words)
    return all_spans(Haystack.of(text), wanted)[:LIT] if wanted and len(text) <= SEARCHED else ()


def lit(
    setting: ArticleSetting, document: QTextDocument, spans: Sequence[tuple[int, int]], theme: Theme, current: int = -1
) -> list[QTextEdit.ExtraSelection]:
    """Return a ground for every span, half-open in code points of the set text; the ``current`` one's is of ink."""
    first = max(0, current - LIT // 2)
    found = []
    for number, (start, end) in enumerate(spans[first : first + LIT], start=first):
        one = QTextEdit.ExtraSelection()
        one.cursor = QTextCursor(document)
        one.cursor.setPosition(setting.document_position(start))
        one.cursor.setPosition(setting.document_position(end), QTextCursor.MoveMode.KeepAnchor)
        one.format.setBackground(theme["select"] if number == current else theme["find"])
        if number == current:
            one.format.setForeground(theme["select-text"])
        found.append(one)
    return found
