"""Stand-off locators: what a dataset keeps of a passage instead of its words; how one is made and written in TOML.

A passage of eight words or more is hashed itself. A shorter one lies in a *frame*, a run of 8 to 24 words around it
that is hashed in its place, because a hash of few words can be read back by trying. For the same reason there is one
hash a run, and beside it only those of the three disjoint thirds of passages of 24 words and more.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping

from msgspec import Struct

from db.words import Words, take_words

SHORTEST_RUN = 8
LONGEST_FRAME = 24
SHORTEST_WITH_THIRDS = 3 * SHORTEST_RUN

_HASH = re.compile(r"[0-9a-f]{32}")
_RUN_KEYS = {"words", "hash", "k", "m", "at"}
_FRAMED_KEYS = {"words", "from", "frame"}


class LocatorError(ValueError):
    """A locator or a range that cannot be, told in a sentence or several."""


class Frame(Struct, frozen=True):
    """A hashed run of words of an original.

    `words` is its length, `hash` the 128-bit BLAKE2b of its normalised words in hexadecimal (see `db.words`), `k` of
    `m` which of how many occurrences it is (from 1), `at` the 0-based index of its first word in the original.
    """

    words: int
    hash: str
    k: int
    m: int
    at: int

    def __post_init__(self) -> None:
        if self.words < SHORTEST_RUN:
            raise LocatorError(f"A hash covers at least {SHORTEST_RUN} words, not {self.words}.")
        _check_hash(self.hash)
        if not 1 <= self.k <= self.m:
            raise LocatorError(f"k is 1 to m: {self.k} of {self.m} cannot be.")
        if self.at < 0:
            raise LocatorError(f"at counts words from 0: {self.at} cannot be.")


class Locator(Struct, frozen=True):
    """Where a passage of `words` words stands in an original: `skip` words into `frame`.

    A passage of eight words or more is its own frame; from 24 words on `thirds` holds the hashes of its three thirds.
    """

    words: int
    frame: Frame
    skip: int = 0
    thirds: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.words < 1:
            raise LocatorError(f"A passage has at least one word, not {self.words}.")
        if self.framed:
            self._check_place_in_frame()
        elif (self.frame.words, self.skip) != (self.words, 0):
            raise LocatorError(f"A passage of {SHORTEST_RUN} words or more is hashed itself, without a frame.")
        if len(self.thirds) != (3 if self.words >= SHORTEST_WITH_THIRDS else 0):
            raise LocatorError(
                f"A passage has three thirds from {SHORTEST_WITH_THIRDS} words on and none below: "
                f"{len(self.thirds)} for {self.words} words cannot be."
            )
        for third in self.thirds:
            _check_hash(third)

    def _check_place_in_frame(self) -> None:
        if self.frame.words > LONGEST_FRAME:
            raise LocatorError(f"A frame has at most {LONGEST_FRAME} words, not {self.frame.words}.")
        if not 0 <= self.skip <= self.frame.words - self.words:
            raise LocatorError(
                f"{self.words} words from word {self.skip} on do not lie in a frame of {self.frame.words} words."
            )

    @property
    def framed(self) -> bool:
        """Tell whether the passage is too short to be hashed itself."""
        return self.words < SHORTEST_RUN


def bounds_of_thirds(words: int) -> tuple[tuple[int, int], ...]:
    """Return the half-open word ranges of the three disjoint thirds of a passage."""
    first, second = words // 3, 2 * words // 3
    return (0, first), (first, second), (second, words)


def make_locator(text: str, start: int, end: int, *, words: Words | None = None) -> Locator:
    """Return the locator of the passage between two code points of an original, half-open.

    `words` are the text's words where the caller has taken them already. Quotation marks and other signs at the ends
    belong to no word and are not kept. Raises `LocatorError` where the range is none of the text's, cuts through a
    word, holds no word, or where the whole text is too short to hide a short passage in.
    """
    words = take_words(text) if words is None else words
    first, last = _words_in(text, words, start, end)
    count = last - first
    if count < SHORTEST_RUN:
        frame_first, frame_count = _choose_frame(text, words, first, count)
        return Locator(count, _hash_run(words, frame_first, frame_count), skip=first - frame_first)
    thirds = bounds_of_thirds(count) if count >= SHORTEST_WITH_THIRDS else ()
    return Locator(
        count,
        _hash_run(words, first, count),
        thirds=tuple(words.hash(first + begin, end - begin) for begin, end in thirds),
    )


def _words_in(text: str, words: Words, start: int, end: int) -> tuple[int, int]:
    """Return the half-open range of the words that lie between two code points, or say why it cannot be had."""
    if not 0 <= start < end <= len(text):
        raise LocatorError(f"{start} to {end} is no range of a text of {len(text)} code points.")
    for place in (start, end):
        word = bisect_right(words.starts, place) - 1
        if word >= 0 and words.starts[word] < place < words.ends[word]:
            begin, stop = words.range(word, 1)
            raise LocatorError(f"{place} cuts through the word {text[begin:stop]!r} ({begin} to {stop}).")
    first, last = bisect_left(words.starts, start), bisect_left(words.starts, end)
    if first == last:
        raise LocatorError(f"There is no word between {start} and {end}.")
    return first, last


def _hash_run(words: Words, first: int, count: int) -> Frame:
    places = words.occurrences(first, count)
    return Frame(count, words.hash(first, count), k=places.index(first) + 1, m=len(places), at=first)


def _choose_frame(text: str, words: Words, first: int, count: int) -> tuple[int, int]:
    """Return first word and length of the frame of a short passage.

    In this order: crosses the fewest blank lines, since headlines are dropped and advertisements put in there; stands
    only once in the text; crosses the fewest line ends; is short; has the passage in its middle.
    """
    if len(words) < SHORTEST_RUN:
        raise LocatorError(f"A short passage needs {SHORTEST_RUN} words around it; the text has {len(words)}.")
    candidates = []
    for length in range(SHORTEST_RUN, LONGEST_FRAME + 1):
        for begin in range(max(0, first + count - length), min(first, len(words) - length) + 1):
            blank, ends = _breaks(text, words, begin, length)
            off_centre = abs(2 * (first - begin) + count - length)
            candidates.append((blank, ends, length, off_centre, begin))
    candidates.sort()
    fewest_blank = [candidate for candidate in candidates if candidate[0] == candidates[0][0]]
    for _, _, length, _, begin in fewest_blank:
        if len(words.occurrences(begin, length)) == 1:
            return begin, length
    _, _, length, _, begin = fewest_blank[0]
    return begin, length


def _breaks(text: str, words: Words, first: int, count: int) -> tuple[int, int]:
    """Count the blank lines and the other line ends that lie between the words of a run."""
    gaps = [text[words.ends[i] : words.starts[i + 1]].count("\n") for i in range(first, first + count - 1)]
    return sum(gap > 1 for gap in gaps), sum(gap == 1 for gap in gaps)


def format_locator(locator: Locator) -> str:
    """Return a locator as a TOML inline table."""
    if locator.framed:
        return f"{{ words = {locator.words}, from = {locator.skip}, frame = {{ {_format_run(locator.frame)} }} }}"
    thirds = ", ".join(f'"{third}"' for third in locator.thirds)
    return f"{{ {_format_run(locator.frame)}{f', thirds = [{thirds}]' if thirds else ''} }}"


def parse_locator(table: Mapping[str, object]) -> Locator:
    """Return the locator that a table of TOML values holds.

    Raises `LocatorError` for missing and unknown keys, values of the wrong type, and numbers that cannot be.
    """
    if "frame" not in table:
        frame = _parse_run(table, also={"thirds"} if "thirds" in table else set())
        return Locator(words=frame.words, frame=frame, thirds=_parse_thirds(table.get("thirds", [])))
    _check_keys(table, _FRAMED_KEYS)
    match table["frame"]:
        case Mapping() as run:
            return Locator(words=_whole(table, "words"), frame=_parse_run(run), skip=_whole(table, "from"))
        case other:
            raise LocatorError(f"frame is a table, not {other!r}.")


def _format_run(run: Frame) -> str:
    return f'words = {run.words}, hash = "{run.hash}", k = {run.k}, m = {run.m}, at = {run.at}'


def _parse_run(table: Mapping[str, object], also: set[str] | None = None) -> Frame:
    _check_keys(table, _RUN_KEYS | (also or set()))
    return Frame(
        words=_whole(table, "words"),
        hash=_string(table["hash"]),
        k=_whole(table, "k"),
        m=_whole(table, "m"),
        at=_whole(table, "at"),
    )


def _parse_thirds(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise LocatorError(f"thirds is an array of three hashes, not {value!r}.")
    return tuple(_string(third) for third in value)


def _check_keys(table: Mapping[str, object], wanted: set[str]) -> None:
    faults = [f"{key} is missing" for key in sorted(wanted - table.keys())]
    faults += [f"{key} is no key of a locator" for key in sorted(table.keys() - wanted)]
    if faults:
        raise LocatorError(f"{', '.join(faults)}.")


def _check_hash(value: str) -> None:
    if not _HASH.fullmatch(value):
        raise LocatorError(f"A hash is 32 hexadecimal digits in small letters, not {value!r}.")


def _whole(table: Mapping[str, object], key: str) -> int:
    value = table[key]
    if not isinstance(value, int) or isinstance(value, bool):
        raise LocatorError(f"{key} is a whole number, not {value!r}.")
    return value


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise LocatorError(f"A hash is a string, not {value!r}.")
    return value
