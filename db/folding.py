"""Fold text for searching, one code point for one code point.

The search index strips diacritics by itself, but only where Unicode decomposes a letter; a dotless i or
a barred d it leaves alone. Both what is indexed and what is asked for go through :func:`fold`.
"""

import unicodedata

_WITHOUT_DECOMPOSITION = str.maketrans("ıİøØđĐðÐłŁħĦŧŦ\0", "iiooddddllhhtt ")


class _Folds(dict[int, str]):
    """What each code point becomes, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        base = unicodedata.normalize("NFKD", character).lower()
        letters = [c for c in base if not unicodedata.combining(c)]
        self[code] = letters[0] if len(letters) == 1 else character
        return self[code]


_FOLDS = _Folds({code: chr(base) for code, base in _WITHOUT_DECOMPOSITION.items()})


def fold(text: str) -> str:
    """Return ``text`` in small letters without diacritics, of exactly the same length in code points.

    So a place found in the folded text is the same place in the text itself.
    """
    if text.isascii():
        return text.replace("\0", " ").lower()
    return text.translate(_FOLDS)
