"""Light in an article's text the words that are looked for."""

from PySide6.QtGui import QColor, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from db.matching import Haystack, all_spans, needles
from desktop.views.article.layout import ArticleSetting

SEARCHED = 200_000
"""Letters of a text that is searched while its window waits; a longer one is not."""
LIT = 500
"""So many finds are lit; more would light nothing."""


def lit(setting: ArticleSetting, document: QTextDocument, words: str, ground: QColor) -> list[QTextEdit.ExtraSelection]:
    """Return a ground for every place in the set text in which one of the words stands."""
    wanted, text = needles(words), setting.reader.text
    if not wanted or len(text) > SEARCHED:
        return []
    found = []
    for start, end in all_spans(Haystack.of(text), wanted)[:LIT]:
        place = QTextCursor(document)
        place.setPosition(setting.document_position(start))
        place.setPosition(setting.document_position(end), QTextCursor.MoveMode.KeepAnchor)
        one = QTextEdit.ExtraSelection()
        one.cursor = place
        one.format.setBackground(ground)
        found.append(one)
    return found
