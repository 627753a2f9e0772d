"""Understand ``--search`` as the window understands what is typed in its field."""

from db import filtering, own_reading, queries
from db.filters import Filter, Word
from db.query_terms import Reader, as_words
from db.store import Store


def checked(store: Store, wanted: Filter) -> Reader:
    """Return what reads the searches of a filter; raises FilterError for what nothing in the library has."""
    read: Reader = as_words
    with store.read() as connection:
        if wanted.term(Word.SEARCH) or wanted.term(Word.SEARCH, excluded=True):
            from desktop.searching import reader

            read = reader(queries.library(connection), own_reading.tags(connection))
        filtering.check(connection, wanted, read)
    return read
