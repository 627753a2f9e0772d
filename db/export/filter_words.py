"""Write a filter as the words of a command line, for files that say what they hold."""

from collections.abc import Iterator

from db.records import FLAGS, Filter, Word


def words_of(wanted: Filter) -> Iterator[str]:
    """Yield a filter as the words of a command line."""
    for term in wanted.terms:
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
