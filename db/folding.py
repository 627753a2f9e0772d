"""Fold text for searching, one code point for one code point.

The search index strips diacritics by itself, but only where Unicode decomposes a letter; a dotless i or
a barred d it leaves alone. Both what is indexed and what is asked for go through :func:`fold`.
"""

import unicodedata
from functools import lru_cache

_WITHOUT_DECOMPOSITION = {
    "ı": "i",
    "İ": "i",
    "ø": "o",
    "Ø": "o",
    "đ": "d",
    "Đ": "d",
    "ð": "d",
    "Ð": "d",
    "ł": "l",
    "Ł": "l",
    "ħ": "h",
    "Ħ": "h",
    "ŧ": "t",
    "Ŧ": "t",
    "\0": " ",
}


def fold(text: str) -> str:
    """Return ``text`` in lower case without diacritics, of exactly the same length in code points.

    So a place found in the folded text is the same place in the text itself.
    """
    if text.isascii():
        return text.replace("\0", " ").lower()
    return "".join(map(_fold_character, text))


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    replaced = _WITHOUT_DECOMPOSITION.get(character)
    if replaced is not None:
        return replaced
    base = unicodedata.normalize("NFKD", character).lower()
    letters = [c for c in base if not unicodedata.combining(c)]
    return letters[0] if len(letters) == 1 else character
