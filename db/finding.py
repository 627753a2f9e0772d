"""Answer a search: what to list while it is typed, every entry found once typing pauses, and the best of them."""

from collections.abc import Callable

import numpy as np
from sqlalchemy import Connection

from db import search
from db.filters import Filter
from db.matching import needles
from db.query_terms import Dates, Found, Names, Query, read_query
from db.search import LISTED, Mask, Rows
from db.text_search import found_texts


class Finder:
    """Searches one state of a library, from any thread."""

    def __init__(self, names: Names, dates: Dates, left: Callable[[Connection, Filter], Mask]) -> None:
        """Understand terms by these names and dates; ``left`` tells which rows a filter leaves, bool[N]."""
        self._names = names
        self._dates = dates
        self._left = left
        self._kept: tuple[Filter, Mask] | None = None
        self._completions = search.Completions()

    def first(self, connection: Connection, typed: str) -> Found:
        """Return the first entries of the chronology that were found; it takes as long however many there are."""
        return self._listed(connection, typed, ranked=False)

    def best(self, connection: Connection, typed: str) -> Found:
        """Return the entries that fit best, best first; it takes longer the more there are."""
        return self._listed(connection, typed, ranked=True)

    def rows(self, connection: Connection, typed: str) -> Rows:
        """Return every row that was found, ascending; int32[M]."""
        query = self.read(typed)
        if query.misfits:
            return np.empty(0, np.int32)
        return search.all_rows(connection, query.text, self._among(connection, query.wanted))

    def words(self, typed: str) -> str:
        """Return what of a search is looked for in texts: all but its terms."""
        return self.read(typed).text

    def read(self, typed: str) -> Query:
        """Understand what was typed."""
        return read_query(typed, self._names, self._dates)

    def _listed(self, connection: Connection, typed: str, *, ranked: bool) -> Found:
        query = self.read(typed)
        if query.misfits:
            return Found(typed, ranked=ranked, misfits=query.misfits)
        if not query.wanted and not needles(query.text):
            return Found(typed, ranked=ranked, asks=False)
        among = self._among(connection, query.wanted)
        if ranked:
            rows = search.ranked_rows(connection, query.text, among, LISTED + 1)
        else:
            rows = search.first_rows(connection, query.text, among, LISTED + 1, self._completions)
        entries = search.explained(connection, rows[:LISTED], query.text)
        # Terms ask for entries alone.
        texts = found_texts(connection, query.text) if ranked and not query.wanted else ()
        return Found(typed, entries, more=len(rows) > LISTED, ranked=ranked, texts=texts)

    def _among(self, connection: Connection, wanted: Filter) -> Mask | None:
        """Return which rows pass the terms, bool[N]; None where all do. The last answer is kept while one types."""
        if not wanted:
            return None
        kept = self._kept
        if kept is None or kept[0] != wanted:
            kept = self._kept = (wanted, self._left(connection, wanted))
        return kept[1]
