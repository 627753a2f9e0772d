"""Turn what a user types into a full-text query that cannot be wrong.

The user's words are quoted, never passed as FTS5's own syntax: words are joined by *and*, what stands in
double quotes is a phrase, and the last word also finds what begins with it.
"""

import re

from sqlalchemy import ColumnElement, bindparam, literal_column, select, table, text

from db.folding import fold
from db.models import Entry

MAX_TERMS = 64
"""Of a longer search the first different words count; FTS5 limits the depth of an expression."""

_TERM = re.compile(r'"([^"]*)"|([^\s"]+)')
_LETTER = re.compile(r"\w")


def match_expression(typed: str) -> str:
    """Return an FTS5 expression for the user's words, or an empty string where there is nothing to look for."""
    # What no text can hold, as an argument of the command line may, is nothing to look for.
    folded = fold(typed.encode(errors="replace").decode())
    terms = [phrase or word for phrase, word in _TERM.findall(folded)]
    wanted = list(dict.fromkeys(term.strip() for term in terms if _LETTER.search(term)))
    quoted = [f'"{term}"' for term in wanted[:MAX_TERMS]]
    if _unfinished(folded) and len(wanted) <= MAX_TERMS and wanted and wanted[-1] == terms[-1]:
        quoted[-1] += "*"
    return " AND ".join(quoted)


def _unfinished(folded: str) -> bool:
    """Tell whether the user may still be typing the last word."""
    return not folded[-1:].isspace() and not folded.endswith('"')


def found(typed: str, rows: tuple[int, int] | None = None) -> ColumnElement[bool]:
    """Return the condition that an entry's text holds the user's words; nothing typed finds nothing.

    Only entries of ``rows``, half-open, are looked at where they are given.
    """
    expression = match_expression(typed)
    if not expression:
        return literal_column("0 = 1")
    row: ColumnElement[int] = literal_column("rowid")
    hits = (
        select(row)
        .select_from(table("entry_search"))
        .where(text("entry_search MATCH :typed").bindparams(bindparam("typed", expression, unique=True)))
    )
    if rows is not None:
        hits = hits.where(row.between(rows[0], rows[1] - 1))
    return Entry.row.in_(hits)
