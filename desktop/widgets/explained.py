"""What there is to tell of how a date is known: of an entry's, and of an article's."""

from datetime import date

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

from db.dates import parse
from db.records import Article, Entry, Reading
from db.vocabularies import Basis
from desktop.wording import date_words


class Reference(Struct, frozen=True):
    """A day that others are reckoned from: that of the publication of articles, and whose they are."""

    day: date
    inferred: bool
    publishers: tuple[str, ...]


class Explained(Struct, frozen=True):
    """A date in EDTF, None where there is none; the words that give it, the reasoning, and what else it might be."""

    date: str | None
    wording: str
    basis: Basis | None
    reason: str
    references: tuple[Reference, ...] = ()
    readings: tuple[Reading, ...] = ()


def _tr(text: str) -> str:
    return QCoreApplication.translate("Explained", text)


def entry_explained(entry: Entry) -> Explained:
    """Return how an entry's date is known; it is read on the days on which the articles that cite it appeared."""
    published: dict[tuple[date, bool], list[str]] = {}
    for citation in entry.citations:
        article = citation.article
        day = parse(article.published).first_day
        if day is not None:
            publishers = published.setdefault((day, article.published_basis is Basis.INFERRED), [])
            publishers += [article.publisher] if article.publisher not in publishers else []
    references = tuple(Reference(*key, tuple(publishers)) for key, publishers in sorted(published.items()))
    return Explained(
        entry.head.date, entry.date_wording, entry.date_basis, entry.date_reason, references, entry.readings
    )


def article_explained(article: Article) -> Explained:
    """Return how the day is known on which an article appeared."""
    return Explained(article.published, "", article.published_basis, article.published_note)


def rule_words(basis: Basis | None) -> str:
    """Return the rule by which a date was found."""
    match basis:
        case Basis.EXPLICIT:
            return _tr("Stated: the text itself gives the date.")
        case Basis.RELATIVE:
            return _tr("Reckoned: the wording is counted from the reference date.")
        case Basis.INFERRED:
            return _tr("Inferred: nothing states the date; what is known bounds it.")
        case None:
            return _tr("Nothing gives a date.")


def reference_words(reference: Reference) -> str:
    """Return a day of publication, marked where it is inferred, and whose it is."""
    day = date_words().day(reference.day)
    text = _tr("{day}, inferred: {publishers}") if reference.inferred else _tr("{day}: {publishers}")
    return text.format(day=day, publishers=", ".join(reference.publishers))


def when_words(text: str | None) -> str:
    """Return a date as the detail panel says it, with a capital."""
    said = date_words().when(parse(text)) if text else _tr("no date")
    return said[:1].upper() + said[1:]


def bounds_words(text: str) -> str:
    """Return the first and the last possible day of a date, and how many days that are."""
    value, words = parse(text), date_words()
    first, last = value.first_day, value.last_day
    if first is None or last is None:
        return _open_words(first, last)
    if first == last:
        return _tr("This day and no other.") if not value.qualified else _tr("This day, as far as one can tell.")
    number = (last - first).days + 1
    said = _tr("{first} at the earliest, {last} at the latest: {n} days.")
    return said.format(first=words.day(first), last=words.day(last), n=number)


def _open_words(first: date | None, last: date | None) -> str:
    words = date_words()
    if first is not None:
        return _tr("{first} at the earliest; nothing bounds its end.").format(first=words.day(first))
    if last is not None:
        return _tr("{last} at the latest; nothing bounds its beginning.").format(last=words.day(last))
    return _tr("Nothing bounds it.")


def not_taken_words(reading: Reading) -> str:
    """Return another reading and why it was not taken."""
    return _tr("Not {date}: {reason}").format(date=date_words().when(parse(reading.date)), reason=reading.why_not)


def in_words(explained: Explained) -> str:
    """Return all of it as running text, for whoever cannot see the diagram."""
    said = [when_words(explained.date) + "."]
    said += [bounds_words(explained.date)] if explained.date else []
    said += [_tr("Wording: {words}.").format(words=explained.wording)] if explained.wording else []
    said += [_tr("Published {reference}.").format(reference=reference_words(each)) for each in explained.references]
    said += [rule_words(explained.basis), explained.reason]
    said += [not_taken_words(reading) for reading in explained.readings]
    return " ".join(part for part in said if part)
