"""Write the reference of a passage: publisher, headline, date and address."""

from PySide6.QtCore import QCoreApplication

from db.dates import parse
from db.records import Article, ReaderText
from db.vocabularies import Basis, TextKind
from desktop.wording import date_words


def _tr(text: str) -> str:
    return QCoreApplication.translate("Article", text)


def day_published(article: Article, *, short: bool = False, year: bool = True) -> str:
    """Return the day of publication in words, or with its month in short, or without its year."""
    day = parse(article.published).first_day
    return date_words().day(day, short=short, year=year) if day else article.published


def published(article: Article) -> str:
    """Return the day of publication in words, marked where it is inferred."""
    said = day_published(article)
    return _tr("{date}, inferred").format(date=said) if article.published_basis is Basis.INFERRED else said


def reference(reader: ReaderText) -> str:
    """Return what names the text; a digest's words are told from the publisher's."""
    article = reader.article
    source = article.publisher
    if reader.kind is TextKind.DIGEST:
        source = _tr("Démarche's digest of {publisher}").format(publisher=source)
    parts = [source, f"“{article.headline}”", published(article), article.url]
    return ", ".join(part for part in parts if part)


def with_reference(words: str, reader: ReaderText) -> str:
    """Return words of a text in quotation marks, and their reference below."""
    return f"“{words}”\n{reference(reader)}"
