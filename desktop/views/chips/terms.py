"""Put a filter in words: one chip for every term, and one for the period."""

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication

from db.dates import parse
from db.filters import FLAGS, Filter, Term, Word
from db.records import Library
from desktop.session import Session
from desktop.vocabulary import named, value_name
from desktop.wording import date_words

NAMED = 3
"""So many values of a term are named; of more, the first ones and how many others."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Chips", text)


class ChipWords(Struct, frozen=True):
    """What a chip says, and the filter that is left when it is removed."""

    name: str
    value: str
    without: Filter


def chip_words(session: Session) -> list[ChipWords]:
    """Return the chips of the session's filter: the period first, then the terms in their order."""
    wanted = session.filter
    chips = []
    if wanted.first or wanted.last:
        without = replace(wanted, first=None, last=None, certainly=False)
        chips.append(ChipWords(_tr("Date"), _period(wanted), without))
    if wanted.known_on:
        day = parse(wanted.known_on).last_day
        said = date_words().day(day) if day else wanted.known_on
        chips.append(ChipWords(_tr("As known on"), said, replace(wanted, known_on=None)))
    for term in wanted.terms:
        without = wanted.with_term(term.word, (), excluded=term.excluded)
        chips.append(ChipWords(named(term.word), _values(term, session), without))
    return chips


def _period(wanted: Filter) -> str:
    first = parse(wanted.first).first_day if wanted.first else None
    last = parse(wanted.last).last_day if wanted.last else None
    said = date_words()
    if first and last:
        days = _tr("in {days}").format(days=said.days(first, last))
    elif first:
        days = _tr("from {day}").format(day=said.day(first))
    else:
        days = _tr("until {day}").format(day=said.day(last)) if last else ""
    certainty = _tr("certainly {days}") if wanted.certainly else _tr("possibly {days}")
    return certainty.format(days=days)


def _values(term: Term, session: Session) -> str:
    if term.word in FLAGS:
        return _tr("no") if term.excluded else _tr("yes")
    labels = {facet.value: facet.label for facet in session.shown.facets.get(term.word, ())}
    names = [
        value_name(term.word, value, labels.get(value) or _label(term.word, value, session.library))
        for value in term.values
    ]
    together = term.word is Word.ACTOR and session.filter.all_actors and not term.excluded and len(names) > 1
    listed = (_tr(" with ") if together else ", ").join(names[:NAMED])
    if len(names) > NAMED:
        listed = _tr("{names} and {n} more").format(names=listed, n=len(names) - NAMED)
    return _tr("not {names}").format(names=listed) if term.excluded else listed


def _label(word: Word, value: str, library: Library | None) -> str:
    """Return the label of a value that no facet names."""
    if library is None:
        return value
    match word:
        case Word.ACTOR if value in library.actors:
            return library.actors[value].name
        case Word.ARTICLE:
            return next((a.label for a in library.articles if a.slug == value), value)
        case Word.SIDE:
            return next((s.name for s in library.dataset.sides if s.id == value), value)
        case Word.SEARCH:
            return f"“{value}”"
        case Word.STANCE:
            question, _, position = value.partition(":")
            title = next((q.title for q in library.dataset.questions if q.id == question), question)
            return f"{title}: {position}"
        case _:
            return value
