"""Which entries pass a filter, worked out on the marks' columns where they can tell; the rest is asked of the database.

What a filter means is said by :mod:`db.filtering`; here each of its parts is worked out once and kept, so that counting
every facet under all the others costs no more than the filter itself.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from db.filters import Filter, Term, Word
from db.marks import ACTS, CERTAINTIES, KINDS, ROLES, TYPES, Grouped, Marks
from db.records import Library
from db.reported import published_by

Mask = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.uint8]

KEPT = 24
"""Parts of filters whose masks are kept: a byte an entry each."""
LASTING = frozenset(
    {
        Word.KIND,
        Word.TYPE,
        Word.QUAD,
        Word.SIDE,
        Word.ARTICLE,
        Word.PUBLISHER,
        Word.FORM,
        Word.CHANNEL,
        Word.STANCE,
        Word.BASIS,
        Word.CERTAINTY,
        Word.ANCHOR,
    }
)
"""Words whose masks are kept: the others ask for what the user changes, or for something else each time."""
PARTS = frozenset({Word.ACTOR, Word.ROLE})
"""Words that are worked out together: a role is the one in which an actor that was asked for is meant."""
LANES = {Word.SIDE: "side", Word.ARTICLE: "article", Word.CHANNEL: "channel", Word.STANCE: "stance"}
"""Words whose values are the lanes of a grouping."""


class Pairs(Struct, frozen=True):
    """Rows, int32[P], each with a value that it has, int32[P]: every pair is there once."""

    rows: npt.NDArray[np.int32]
    values: npt.NDArray[np.int32]

    def counted(self, mask: Mask, size: int) -> npt.NDArray[np.int64]:
        """Count the rows of a mask that have each value under ``size``; int64[size]."""
        return np.bincount(self.values[mask[self.rows]], minlength=size)


class Columns(Struct, frozen=True):
    """What is known of the entries beside their marks, uint8[N]: codes into Form and Basis, 255 for none.

    ``first`` is parallel to the parts of ``marks.actors``: whether a part is the first of its actor in its entry.
    ``roles`` are, in the order of ROLES, the rows in which any actor has each; ``publishers`` has their numbers in
    :func:`publishers_of`; ``certainty`` is that of the marks, which work it out each time.
    """

    form: Codes
    basis: Codes
    first: Mask
    roles: tuple[Mask, ...]
    publishers: Pairs
    certainty: Codes


def members(grouped: Grouped, wanted: Mask) -> Mask:
    """Tell which rows have any member that is wanted; ``wanted`` is a bool for each number that a member can have."""
    return any_of(grouped, wanted[grouped.members])


def any_of(grouped: Grouped, inside: Mask) -> Mask:
    """Tell which rows have any member for which ``inside``, parallel to the members, is true."""
    so_far = np.zeros(len(inside) + 1, np.int32)
    np.cumsum(inside, out=so_far[1:])
    return np.diff(so_far[grouped.offsets]) > 0


def first_parts(grouped: Grouped) -> Mask:
    """Tell of each member whether it is the first of its kind in its row: an actor may have several parts in one."""
    rows = np.repeat(np.arange(len(grouped.offsets) - 1, dtype=np.int64), np.diff(grouped.offsets))
    pairs = rows * (int(grouped.members.max(initial=0)) + 1) + grouped.members
    order = np.argsort(pairs, kind="stable")
    first = np.zeros(len(pairs), np.bool_)
    first[order] = np.diff(pairs[order], prepend=-1) != 0
    return first


def publishers_of(library: Library) -> list[str]:
    """Return every publisher, in the order of their first articles."""
    return list(dict.fromkeys(article.publisher for article in library.articles))


def publisher_pairs(marks: Marks, library: Library) -> Pairs:
    """Return the publishers of each row's articles, by number; of an article that nobody knows, the next number."""
    numbers = {name: number for number, name in enumerate(publishers_of(library))}
    publisher = {article.slug: numbers[article.publisher] for article in library.articles}
    found = marks.groupings["article"]
    number = np.array([publisher.get(key, len(numbers)) for key in found.keys], np.int64)
    rows = np.repeat(np.arange(len(marks), dtype=np.int64), np.diff(found.lanes.offsets))
    # Nearly sorted as they are, they are sorted far quicker than numpy's own ``unique`` would have them.
    pairs = np.sort(rows * (len(numbers) + 1) + number[found.lanes.members])
    pairs = pairs[np.diff(pairs, prepend=-1) != 0]
    return Pairs((pairs // (len(numbers) + 1)).astype(np.int32), (pairs % (len(numbers) + 1)).astype(np.int32))


def rows_by_role(marks: Marks) -> tuple[Mask, ...]:
    """Return, in the order of ROLES, in which rows any actor has each."""
    return tuple(any_of(marks.actors, marks.roles == code) for code in range(len(ROLES)))


def _coded(column: Codes, words: Sequence[str], values: Sequence[str]) -> Mask:
    table = np.array([word in values for word in words], np.bool_)
    return table[column]


class Masks:
    """The masks of one state of a library; they hold until something is loaded or attached."""

    def __init__(self, marks: Marks, library: Library) -> None:
        """Work on these columns."""
        self.marks = marks
        self._library = library
        self._kept: OrderedDict[object, Mask] = OrderedDict()

    def asking(self, ask: Callable[[Filter], Mask]) -> "Look":
        """Return what answers for one moment; ``ask`` finds in the database what a filter leaves."""
        return Look(self, ask)

    def keep(self, key: object, work: Callable[[], Mask]) -> Mask:
        """Return what was worked out before under a key, or work it out."""
        mask = self._kept.pop(key, None)
        if mask is None:
            mask = work()
        # The last is the last to be dropped. Two threads may work out the same: both are right.
        self._kept[key] = mask
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return mask

    def of_term(self, term: Term) -> Mask | None:
        """Return which rows have one of the term's values; None where the columns do not tell."""
        marks, values = self.marks, term.values
        match term.word:
            case Word.KIND:
                return _coded(marks.kind, KINDS, values)
            case Word.TYPE:
                return _coded(marks.type, TYPES, values)
            case Word.QUAD:
                return _coded(marks.act, ACTS, values)
            case Word.CERTAINTY:
                return marks.dated & _coded(marks.certainty, CERTAINTIES, values)
            case Word.PUBLISHER:
                slugs = [each.slug for each in self._library.articles if each.publisher in values]
                return self._in_lanes("article", slugs)
            case word if word in LANES:
                return self._in_lanes(LANES[word], values)
            case _:
                return None

    def _in_lanes(self, grouping: str, values: Sequence[str]) -> Mask:
        found = self.marks.groupings[grouping]
        return members(found.lanes, np.array([key in values for key in found.keys], np.bool_))

    def of_known(self, wanted: Filter) -> Mask:
        """Return which rows some article had reported by the day that is asked for; raises DateError for none."""
        return self._in_lanes("article", published_by(self._library.articles, wanted.known_on or ""))

    def of_parts(self, wanted: Filter) -> Mask:
        """Return which rows have the actors in the roles that are asked for; see :class:`db.filters.Filter`."""
        roles, not_roles = wanted.term(Word.ROLE), wanted.term(Word.ROLE, excluded=True)
        actors, not_actors = wanted.term(Word.ACTOR), wanted.term(Word.ACTOR, excluded=True)
        mask = np.ones(len(self.marks), np.bool_)
        if actors:
            meant = self.meant(roles, not_roles)
            sets = [(actor,) for actor in actors] if wanted.all_actors else [actors]
            for some in sets:
                mask &= self._has_part(some, meant)
        elif roles or not_roles:
            mask &= self._has_part(None, self._roles(roles)) if roles else True
            mask &= ~self._has_part(None, self._roles(not_roles)) if not_roles else True
        if not_actors:
            mask &= ~self._has_part(not_actors, None)
        return mask

    def meant(self, roles: Sequence[str], not_roles: Sequence[str]) -> Mask | None:
        """Return which parts are had in a role that is asked for, parallel to ``marks.roles``; None where all are."""
        if not roles and not not_roles:
            return None
        meant = self._roles(roles) if roles else np.ones(len(self.marks.roles), np.bool_)
        return meant & ~self._roles(not_roles) if not_roles else meant

    def _roles(self, roles: Sequence[str]) -> Mask:
        return _coded(self.marks.roles, ROLES, roles)

    def _has_part(self, actors: Sequence[str] | None, meant: Mask | None) -> Mask:
        parts = self.marks.actors
        inside = np.ones(len(parts.members), np.bool_) if meant is None else meant
        if actors is not None:
            wanted = np.isin(np.array(self.marks.actor_ids, np.str_), actors)
            inside = inside & wanted[parts.members]
        return any_of(parts, inside)


class Look:
    """Answers for one moment: what is asked of the database is asked once."""

    def __init__(self, masks: Masks, ask: Callable[[Filter], Mask]) -> None:
        self._masks, self._ask = masks, ask
        self._asked: dict[object, Mask] = {}

    def mask(self, wanted: Filter) -> Mask:
        """Return what a filter leaves, bool[N]; raises FilterError for a period that is none."""
        mask = np.ones(len(self._masks.marks), np.bool_)
        if wanted.first or wanted.last:
            period = Filter(first=wanted.first, last=wanted.last, certainly=wanted.certainly)
            mask &= self._masks.keep(period, lambda: self._ask(period))
        if wanted.known_on:
            known = Filter(known_on=wanted.known_on)
            mask &= self._masks.keep(known, lambda: self._masks.of_known(known))
        for term in wanted.terms:
            if term.word not in PARTS:
                has = self._of_term(replace(term, excluded=False))
                mask &= ~has if term.excluded else has
        parts = tuple(term for term in wanted.terms if term.word in PARTS)
        if parts:
            meant = Filter(parts, all_actors=wanted.all_actors)
            mask &= self._masks.keep(meant, lambda: self._masks.of_parts(meant))
        return mask

    def _of_term(self, term: Term) -> Mask:
        if term.word in LASTING:
            return self._masks.keep(term, lambda: self._found(term))
        if term not in self._asked:
            self._asked[term] = self._found(term)
        return self._asked[term]

    def _found(self, term: Term) -> Mask:
        told = self._masks.of_term(term)
        return self._ask(Filter((term,))) if told is None else told
