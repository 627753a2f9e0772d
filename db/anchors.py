"""Find the passages of an article in an original, and say of each how far it can be trusted.

Locators are resolved all together, since the passages that stand unchanged and only once give the order by which the
others are judged. Nothing is ever attached to a passage that only looks alike: what is not *exact*, *shifted* or
*altered* as defined at `resolve` is *lost*.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice

from msgspec import Struct

from db.locators import (
    Frame,
    Locator,
    LocatorError,
    bounds_of_thirds,
    format_locator,
    make_locator,
    parse_locator,
)
from db.reasons import Reason
from db.vocabularies import AnchorState
from db.words import Words, take_words

__all__ = [
    "LONGEST_ARTICLE",
    "Frame",
    "Locator",
    "LocatorError",
    "Resolution",
    "format_locator",
    "make_locator",
    "parse_locator",
    "recognise",
    "resolve",
    "take_words",
]

LONGEST_ARTICLE = 250_000
"""More words than any press article has. Resolving costs a microsecond a word and length of passage."""


class Resolution(Struct, frozen=True):
    """Where a locator's passage stands in an original: a half-open code-point range, or None where it is lost.

    `changed` tells, for an altered passage, about which of its words are no longer as cited: inclusive ranges from 1.
    The range of an altered passage goes over the words that are known to be its own. `reason` says why it is not exact,
    None where it is.
    """

    state: AnchorState
    start: int | None = None
    end: int | None = None
    changed: tuple[tuple[int, int], ...] = ()
    reason: Reason | None = None


def _lost(reason: Reason) -> Resolution:
    return Resolution(AnchorState.LOST, reason=reason)


def resolve(words: Words, locators: Sequence[Locator]) -> list[Resolution]:
    """Resolve all the locators of one article in the words of an original, in their order.

    - *exact*: the words stand there as often as when the locator was made, and the k-th is in its place among the
      article's passages. It does not matter what was added, dropped or reflowed elsewhere.
    - *shifted*: the words stand there another number of times, or out of their place. The only candidate in the right
      place is taken; a passage that was and is the only one of its words needs no place. Else it is lost.
    - *altered*: two of the thirds, or all three with something between them, stand in order within one and a half
      times the passage's length, in their place among the article's passages, and nowhere else.
    - *lost*: anything else.
    """
    return _resolve(words, locators, _find_runs(words, locators))


def recognise(
    words: Words, candidates: Mapping[str, Sequence[Locator]], go_on: Callable[[], None] | None = None
) -> str | None:
    """Return which article an original is, by the locators that resolve in it, or None for no known article.

    Counted are passages of eight words and more. At least three and a tenth of the article's must resolve, and at
    least twice as many as of any other. A text of more than `LONGEST_ARTICLE` words is no article. ``go_on`` is
    called while it lasts, and may raise to end it.
    """
    if len(words) > LONGEST_ARTICLE:
        return None
    places = _find_runs(words, chain.from_iterable(candidates.values()), go_on)
    ranking: list[tuple[int, int, str]] = []
    for slug, locators in candidates.items():
        resolved = [
            resolution.state is not AnchorState.LOST
            for locator, resolution in zip(locators, _resolve(words, locators, places), strict=True)
            if not locator.framed
        ]
        ranking.append((sum(resolved), len(resolved), slug))
    ranking.sort(reverse=True)
    (most, of, slug), *others = [*ranking, (0, 0, "")]
    second = others[0][0] if others else 0
    return slug if most >= max(3, 2 * second) and 10 * most >= of else None


_Places = Mapping[tuple[int, str], tuple[int, ...]]


def _find_runs(words: Words, locators: Iterable[Locator], go_on: Callable[[], None] | None = None) -> _Places:
    """Find all frames and thirds of the locators, by length and hash."""
    wanted: defaultdict[int, set[str]] = defaultdict(set)
    for locator in locators:
        wanted[locator.frame.words].add(locator.frame.hash)
        for count, third in zip(_lengths_of_thirds(locator), locator.thirds, strict=False):
            wanted[count].add(third)
    found: dict[tuple[int, str], tuple[int, ...]] = {}
    for count, hashes in wanted.items():
        if go_on is not None:
            go_on()
        found.update(((count, run), places) for run, places in words.find(count, hashes).items())
    return found


def _lengths_of_thirds(locator: Locator) -> list[int]:
    return [end - begin for begin, end in bounds_of_thirds(locator.words)]


def _resolve(words: Words, locators: Sequence[Locator], places: _Places) -> list[Resolution]:
    alone = []
    for frame in (locator.frame for locator in locators):
        found = places[frame.words, frame.hash]
        if frame.m == len(found) == 1:
            alone.append((frame.at, found[0]))
    order = _Order.among(alone)
    return [_judge(words, locator, places, order) for locator in locators]


class _Order(Struct, frozen=True):
    """The passages that stand once, as before, and in their old order: their words' indices then and now."""

    then: tuple[int, ...]
    now: tuple[int, ...]

    @classmethod
    def among(cls, pairs: Iterable[tuple[int, int]]) -> "_Order":
        """Keep the most pairs of then and now that rise together: a longest increasing subsequence."""
        ordered = sorted(set(pairs))
        tails: list[int] = []
        tail_pairs: list[int] = []
        before: list[int] = []
        for number, (_, now) in enumerate(ordered):
            length = bisect_left(tails, now)
            before.append(tail_pairs[length - 1] if length else -1)
            tails[length:] = [now, *tails[length + 1 :]]
            tail_pairs[length:] = [number, *tail_pairs[length + 1 :]]
        kept = []
        number = tail_pairs[-1] if tail_pairs else -1
        while number >= 0:
            kept.append(ordered[number])
            number = before[number]
        kept.reverse()
        return cls(tuple(then for then, _ in kept), tuple(now for _, now in kept))

    def holds(self, then: int, now: int) -> bool:
        """Tell whether a word that was at `then` keeps the order when it is at `now`."""
        place = bisect_left(self.then, then)
        if place < len(self.then) and self.then[place] == then:
            return self.now[place] == now
        return (place == 0 or self.now[place - 1] < now) and (place == len(self.now) or now < self.now[place])


def _judge(words: Words, locator: Locator, places: _Places, order: _Order) -> Resolution:
    frame = locator.frame
    candidates = places[frame.words, frame.hash]
    if not candidates:
        return _judge_thirds(words, locator, places, order)
    in_place = [candidate for candidate in candidates if order.holds(frame.at, candidate)]
    if len(candidates) == frame.m and candidates[frame.k - 1] in in_place:
        state, first, reason = AnchorState.EXACT, candidates[frame.k - 1], None
    elif len(in_place) == 1:
        often = len(candidates) != frame.m
        state, first, reason = AnchorState.SHIFTED, in_place[0], Reason.OFTEN if often else Reason.ORDER
    elif len(candidates) == frame.m == 1:
        state, first, reason = AnchorState.SHIFTED, candidates[0], Reason.ORDER
    else:
        return _lost(Reason.SEVERAL if in_place else Reason.ORDER)
    return Resolution(state, *words.range(first + locator.skip, locator.words), reason=reason)


def _judge_thirds(words: Words, locator: Locator, places: _Places, order: _Order) -> Resolution:
    """Find a passage of which a part was changed by the thirds that were not, if they stand in one place only.

    And in their old place: where a passage was misread, a pull quote of it may hold two thirds of its words.
    """
    if not locator.thirds:
        return _lost(Reason.FRAME if locator.framed else Reason.GONE)
    runs = [
        _Run(count, places[count, third], locator.words * 3 // 2)
        for count, third in zip(_lengths_of_thirds(locator), locator.thirds, strict=True)
    ]
    whole = list(islice(_standing(runs, (0, 1, 2)), 2))
    pairs = chain.from_iterable(_standing(runs, which) for which in ((0, 1), (0, 2), (1, 2)))
    alone = (pair for pair in pairs if not any(pair.items() <= three.items() for three in whole))
    match [*whole, *islice(alone, 2)]:
        case []:
            return _lost(Reason.GONE)
        case [only] if _in_place(only, locator, order):
            first, last = min(only), max(only)
            start, end = words.range(only[first], only[last] + runs[last].count - only[first])
            reason = Reason.BETWEEN if len(only) == len(runs) else Reason.SOME
            return Resolution(AnchorState.ALTERED, start, end, _changed(only, locator.words), reason)
        case [_]:
            return _lost(Reason.ORDER)
        case _:
            return _lost(Reason.SEVERAL)


def _in_place(standing: Mapping[int, int], locator: Locator, order: _Order) -> bool:
    """Tell whether all thirds that stand keep the order of the article's passages."""
    bounds = bounds_of_thirds(locator.words)
    return all(order.holds(locator.frame.at + bounds[third][0], place) for third, place in standing.items())


class _Run(Struct, frozen=True):
    """A third: how many words it has, where these stand, and how long the whole passage may have become."""

    count: int
    places: tuple[int, ...]
    longest: int


def _standing(runs: Sequence[_Run], which: Sequence[int], taken: tuple[int, ...] = ()) -> Iterator[dict[int, int]]:
    """Yield where the chosen thirds stand behind each other, near enough: number of the third to index of its word."""
    if len(taken) == len(which):
        yield dict(zip(which, taken, strict=True))
        return
    run = runs[which[len(taken)]]
    places = run.places
    if taken:
        soonest = taken[-1] + runs[which[len(taken) - 1]].count
        latest = taken[0] + run.longest - run.count
        places = places[bisect_left(places, soonest) : bisect_right(places, latest)]
    for place in places:
        yield from _standing(runs, which, (*taken, place))


def _changed(standing: Mapping[int, int], words: int) -> tuple[tuple[int, int], ...]:
    """Tell which words of a passage changed: a missing third, or the two words between which something came."""
    bounds = bounds_of_thirds(words)
    changed = []
    for third, (begin, end) in enumerate(bounds):
        if third not in standing:
            changed.append((begin + 1, end))
        elif third + 1 in standing and standing[third + 1] - standing[third] != end - begin:
            changed.append((end, end + 1))
    return tuple(changed)
