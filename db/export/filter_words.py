"""Write a filter as the words of a command line, for files that say what they hold."""

import re
from collections.abc import Iterator

from db.filters import FLAGS, Filter, Term, Word

_TAG = re.compile(r"(?:^|\s)tag:", re.IGNORECASE)
"""The term of a search that names a tag."""


def has_own_words(wanted: Filter) -> bool:
    """Tell whether a filter names tags or labels, which are the user's own."""
    return any(_is_own(term) for term in wanted.terms)


def _is_own(term: Term) -> bool:
    searched = term.word is Word.SEARCH and any(_TAG.search(typed) for typed in term.values)
    return searched or term.word in (Word.TAG, Word.LABEL)


def words_of(wanted: Filter, *, own: bool = True) -> Iterator[str]:
    """Yield a filter as the words of a command line, without terms that name tags or labels unless ``own`` asks so."""
    for term in wanted.terms:
        if not own and _is_own(term):
            continue
        option = f"--not-{term.word}" if term.excluded else f"--{term.word}"
        if term.word in FLAGS:
            yield option
            continue
        for value in term.values:
            yield from (option, value)
    if wanted.first is not None:
        yield from ("--from", wanted.first)
    if wanted.last is not None:
        yield from ("--to", wanted.last)
    if wanted.certainly:
        yield "--certainly"
    if wanted.all_actors and len(wanted.term(Word.ACTOR)) > 1:
        yield from ("--actors", "all")
    if wanted.known_on is not None:
        yield from ("--known-on", wanted.known_on)
