"""Make stand-off locators of passages."""

from bisect import bisect_left, bisect_right

from db.locators import (
    LONGEST_FRAME,
    SHORTEST_RUN,
    SHORTEST_WITH_THIRDS,
    Frame,
    Locator,
    LocatorError,
    bounds_of_thirds,
    format_locator,
    parse_locator,
)
from db.words import Words, take_words

__all__ = ["Frame", "Locator", "LocatorError", "format_locator", "make_locator", "parse_locator"]


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
