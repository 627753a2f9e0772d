"""Take the words of a text and normalise them, so that a passage is found again in another copy of it.

A word is a run of letters and digits (with their combining marks), joined across

- an apostrophe between letters: ``Turkey's``;
- a hyphen between letters: ``UN-led``, also where a line ends after the hyphen or after a soft hyphen;
- a dot between single letters or before such an apostrophe or hyphen: ``U.N.``, ``U.N.-led``, ``Inc.'s``;
- a dot or a comma between digits: ``1.5``, ``2,000``.

Everything else separates words: spaces of every kind, quotation marks, slashes, an em dash, two hyphens, underscores.

Two copies of a text differ in how they write a word, so each word is normalised by itself: apostrophes and dashes are
unified, Unicode's NFKC and case folding applied, format characters (soft hyphen, zero-width space, ...) and U+0307
dropped, which makes the dotted capital İ an i. Dots and hyphens are dropped too unless they stand between digits: a
copy may break ``UN-led`` after its hyphen or hyphenate ``ceasefire`` at a line's end, and only words without hyphens
make both agree with the unbroken text. Kept are apostrophes inside a word (*were* is not *we're*) and ı beside i.

The function is frozen: what it makes of a word is hashed in locators that lie in datasets. `NORMALISATION` is its
version and would rise with any change; tests/unit/test_words.py holds the vectors. What a character is comes from
Python's Unicode tables, which grow but do not change for the characters that they have.
"""

import re
import unicodedata
from array import array
from collections.abc import Iterable
from functools import cache, lru_cache
from hashlib import blake2b

import numpy as np
import numpy.typing as npt
from msgspec import Struct

NORMALISATION = 1

_APOSTROPHES = "'`´ʹʻʼ‘’‛′＇"
_HYPHENS = "-‐‑‒–−﹣－"
_SOFT_HYPHEN = "\u00ad"
_DOT_ABOVE = "\u0307"
_SPACES = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_LINE_END = "(?:\r\n|[\n\r\x85\u2028])"

_INNER_SIGNS = re.compile(r"(?<!\d)[.-]|[.-](?!\d)")
_PLAIN = dict.fromkeys(map(ord, _APOSTROPHES), "'") | dict.fromkeys(map(ord, _HYPHENS), "-")


class Words(Struct, frozen=True, eq=False):
    """The normalised words of one text, with where each stands in it.

    `starts` and `ends` are int64 arrays of half-open code-point ranges of the raw text. `buffer` holds the normalised
    words in UTF-8, each between single spaces; `offsets` (int64, one more than there are words) says where in it each
    word begins, its last item being the buffer's length.
    """

    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    buffer: bytes
    offsets: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts)

    def run(self, first: int, count: int) -> bytes:
        """Return `count` words from the 0-based word `first` on, joined by single spaces, in UTF-8."""
        return self.buffer[self.offsets[first] : self.offsets[first + count] - 1]

    def text(self, first: int, count: int) -> str:
        """Return the same run of normalised words as a string."""
        return self.run(first, count).decode()

    def hash(self, first: int, count: int) -> str:
        """Return the 128-bit BLAKE2b of a run of words as 32 hexadecimal digits."""
        return blake2b(self.run(first, count), digest_size=16).hexdigest()

    def range(self, first: int, count: int) -> tuple[int, int]:
        """Return the half-open code-point range of a run of words in the raw text."""
        return int(self.starts[first]), int(self.ends[first + count - 1])

    def occurrences(self, first: int, count: int) -> tuple[int, ...]:
        """Return where the run of words stands in the text, itself included: 0-based indices of first words."""
        run = b" " + self.run(first, count) + b" "
        found = []
        place = self.buffer.find(run)
        while place >= 0:
            found.append(place + 1)
            place = self.buffer.find(run, place + 1)
        return tuple(np.searchsorted(self.offsets, found).tolist())

    def find(self, count: int, hashes: Iterable[str]) -> dict[str, tuple[int, ...]]:
        """Return where runs of `count` words with these hashes stand: 0-based indices of first words, ascending.

        Hashes every run of that length, at a good microsecond a word.
        """
        places: dict[bytes, list[int]] = {bytes.fromhex(wanted): [] for wanted in hashes}
        buffer, offsets = self.buffer, self.offsets.tolist()
        for first, (begin, end) in enumerate(zip(offsets, offsets[count:], strict=False)):
            found = places.get(blake2b(buffer[begin : end - 1], digest_size=16).digest())
            if found is not None:
                found.append(first)
        return {wanted.hex(): tuple(found) for wanted, found in places.items()}


def take_words(text: str) -> Words:
    """Return the words of a raw text, normalised, in one pass; 50 MB take some ten seconds."""
    starts, ends = array("q"), array("q")
    normal: list[str] = []
    for match in _word_pattern().finditer(text):
        start, end = match.span()
        starts.append(start)
        ends.append(end)
        normal.append(normalise_word(match.group()))
    buffer = " ".join(("", *normal, "")).encode() if normal else b" "
    return Words(
        starts=np.array(starts, dtype=np.int64),
        ends=np.array(ends, dtype=np.int64),
        buffer=buffer,
        offsets=np.flatnonzero(np.frombuffer(buffer, dtype=np.uint8) == ord(" ")) + 1,
    )


@lru_cache(maxsize=1 << 16)
def normalise_word(raw: str) -> str:
    """Return one raw word in its normal form, which is never empty and holds no space."""
    if raw.isascii() and raw.isalnum():
        return raw.lower()
    word = _drop_format(raw).translate(_PLAIN)
    word = unicodedata.normalize("NFKC", word).casefold().translate(_PLAIN)
    # Composed once more, for the dot may have stood between a letter and its accent.
    word = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).replace(_DOT_ABOVE, ""))
    return _INNER_SIGNS.sub("", "".join(word.split()))


def _drop_format(word: str) -> str:
    return "".join(char for char in word if unicodedata.category(char) != "Cf")


@cache
def _word_pattern() -> re.Pattern[str]:
    """Compile the pattern of a word.

    Python's `re` knows letters and digits but neither marks nor format characters: both are listed from Unicode's
    table, once. A run ends in a letter, digit or mark, so that a format character behind a word is not part of it.
    Marks and format characters are taken a few at a time only: thousands of them on one letter would cost the square
    of their number, here and in Unicode's normalisation.
    """
    marks, formats = _classes()
    core = rf"[^\W_{_APOSTROPHES}]"
    letter = rf"[^\W\d_{_APOSTROPHES}][{marks}]{{0,31}}"
    run = rf"(?>{core}+(?:[{marks}{formats}]{{1,32}}{core}+)*(?:[{marks}{formats}]{{0,31}}[{marks}])?)"
    number = rf"\d+(?:[.,]\d+)+{run}?"
    abbreviation = rf"{letter}(?:\.{letter})+(?!{core})"
    part = rf"(?:{number}|{abbreviation}|{run})"
    line_break = rf"[{_SPACES}{formats}]*{_LINE_END}[{_SPACES}{formats}]*"
    few = rf"[{formats}]{{0,8}}"
    apostrophe = rf"\.?[{_APOSTROPHES}]{few}"
    hyphen = rf"\.?[{_HYPHENS}]{few}(?:{line_break})?"
    joint = rf"{few}(?:{apostrophe}|{hyphen}|{_SOFT_HYPHEN}{line_break})"
    return re.compile(rf"{part}(?:{joint}{part})*")


def _classes() -> tuple[str, str]:
    """Return the marks and the format characters of Unicode as the insides of two character classes."""
    marks, formats = [], []
    for code in (*range(0x20000), *range(0xE0000, 0xE0200)):
        category = unicodedata.category(chr(code))
        if category == "Cf":
            formats.append(code)
        elif category.startswith("M"):
            marks.append(code)
    return _ranges(marks), _ranges(formats)


def _ranges(codes: Iterable[int]) -> str:
    """Return ascending code points as `a-bc-d`, for a character class."""
    spans: list[list[int]] = []
    for code in codes:
        if spans and spans[-1][1] == code - 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in spans)
