"""Find words in an article's text whatever their letters' case, accents, quotes and line breaks. Pure: no Qt."""

import re

from msgspec import Struct

from db.folding import fold

_ALIKE = str.maketrans("‘’‚‛ʼ“”„‟‐‑‒–—―", "'''''\"\"\"\"------")
MOST = 5_000
"""So many finds are counted and lit; more would tell nothing."""


class Findable(Struct, frozen=True):
    """A text folded once, to be searched while one types."""

    folded: str

    @classmethod
    def of(cls, text: str) -> "Findable":
        """Fold a text; places in what is folded are those of the text."""
        return cls(fold(text.translate(_ALIKE)))

    def find(self, typed: str) -> tuple[tuple[int, int], ...]:
        """Return where the typed words stand one after the other, half-open and ascending; a word may be unfinished."""
        words = fold(typed.translate(_ALIKE)).split()
        if not words:
            return ()
        pattern = re.compile(r"\s+".join(re.escape(word) for word in words))
        spans = (found.span() for found in pattern.finditer(self.folded))
        return tuple(span for _, span in zip(range(MOST), spans, strict=False))


def nearest(spans: tuple[tuple[int, int], ...], point: int) -> int:
    """Return which find is the first at or after a place, else the first of all; -1 where there is none."""
    if not spans:
        return -1
    return next((number for number, (start, _) in enumerate(spans) if start >= point), 0)
