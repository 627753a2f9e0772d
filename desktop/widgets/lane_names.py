"""What lanes are called: as the library has it, or as filters say it where their values are words of ours."""

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication

from db.filters import Word
from db.marks import Grouping, Marks
from desktop.vocabulary import value_name

WORDS: Mapping[str, Word] = MappingProxyType({"type": Word.TYPE, "quad": Word.QUAD})
"""Groupings whose lanes are values of a filter word that enumerates them."""


def lane_names(marks: Marks, grouping: Grouping, *, short: bool) -> tuple[str, ...]:
    """Return the names of all lanes, or their short forms; the lane of what has no value is called so."""
    key = next((key for key, each in marks.groupings.items() if each is grouping), "")
    word = WORDS.get(key)
    given = grouping.labels if short else grouping.names
    without = QCoreApplication.translate("Timeline", "None")
    pairs = zip(grouping.keys, given, strict=True)
    return tuple((value_name(word, value, name) if word else name) if value else without for value, name in pairs)
