"""Describe a CSV file in CSV on the Web (W3C, Metadata Vocabulary for Tabular Data)."""

import json
import os
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from sqlalchemy import Row

from db.export.columns import SEPARATOR, Column, Content
from db.export.filter_words import has_own_words, words_of
from db.export.options import ExportOptions, Profile, Rows, Written

TERMS = "urn:x-demarche:"
"""What our own terms begin with: the vocabulary takes no other prefix that it does not know."""

_DATATYPES = {
    Content.ID: {"base": "string"},
    Content.DAY: {"base": "date", "format": "yyyy-MM-dd"},
    Content.NUMBER: {"base": "nonNegativeInteger"},
    Content.TEXT: {"base": "string"},
}
_ESCAPING = r"Several values in a cell are joined by '; '; inside a value \ is written \\ and ; is written \;."
_APOSTROPHE = "Begins with a byte order mark; a cell that a spreadsheet would run begins with an apostrophe of ours."


def description(
    dataset: Row[str, str, str, str, str] | None,
    options: ExportOptions,
    columns: Sequence[Column],
    name: str,
    written: Written,
) -> bytes:
    """Return the description of the file ``name``, as UTF-8 JSON. ``dataset`` is None where none is loaded."""
    about = {} if dataset is None else _dataset(*dataset[:4])
    table = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": quote(os.fsencode(name)),
        **about,
        f"{TERMS}rows": str(options.rows),
        f"{TERMS}profile": str(options.profile),
        f"{TERMS}quotations": options.quotations,
        **({f"{TERMS}own": True} if options.own else {}),
        f"{TERMS}filters": list(words_of(options.filter, own=options.own)),
        f"{TERMS}selection": options.selection is not None,
        f"{TERMS}row-count": written.count,
        f"{TERMS}entries-left-out": written.left_out,
        **({f"{TERMS}imported": written.imported} if written.imported else {}),
        **({f"{TERMS}own-filter": True} if not options.own and has_own_words(options.filter) else {}),
        "dc:description": _ESCAPING if options.profile == Profile.DATA else f"{_ESCAPING} {_APOSTROPHE}",
        "dialect": {
            "encoding": "utf-8",
            "lineTerminators": ["\r\n"],
            "delimiter": ",",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
            "trim": False,
        },
        "tableSchema": _schema(columns, options.rows),
    }
    # What no text can hold, as an argument of the command line may, is escaped as JSON does.
    return f"{json.dumps(table, ensure_ascii=False, indent=2)}\n".encode(errors="backslashreplace")


def _dataset(identifier: str, title: str, version: str, licence: str) -> dict[str, str]:
    return {
        "dc:identifier": identifier,
        "dc:title": title,
        "schema:version": version,
        "dc:license": licence,
    }


def _schema(columns: Sequence[Column], rows: str) -> dict[str, Any]:
    schema: dict[str, Any] = {"columns": [_column(column) for column in columns]}
    if rows == Rows.ENTRY and any(column.name == "id" for column in columns):
        schema["primaryKey"] = "id"
    return schema


def _column(column: Column) -> dict[str, Any]:
    words = {"base": "string", "format": "|".join(column.words)}
    described: dict[str, Any] = {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.meaning,
        "datatype": words if column.content is Content.WORD else _DATATYPES[column.content],
        "required": column.required,
    }
    if column.several:
        described["separator"] = SEPARATOR
    return described
