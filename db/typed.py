"""Take typed tables from the plain values of a TOML file, with every fault of them and not only the first.

msgspec judges each value exactly (no text is taken for a number, no number for a text) but stops at the first
fault of a table; so tables are walked here, key by key, and msgspec is asked for the values.
"""

from collections.abc import Mapping
from typing import Any, TypeVar, get_args, get_origin

import msgspec
from msgspec.structs import FieldInfo, fields

IDENTIFIER = r"^[a-z0-9-]+\Z"
NOT_BLANK = r"\S"

_PATTERNS = {IDENTIFIER: "is spelt with small letters, digits and hyphens only", NOT_BLANK: "is blank"}

Complaint = tuple[str, str]
"""A key, with its place in lists as in ``citations[2].origin``, and what is wrong with it."""

Table = TypeVar("Table", bound=msgspec.Struct)


def take(values: object, kind: type[Table], complaints: list[Complaint], prefix: str = "") -> Table | None:
    """Return a table of ``kind``, or None where it is faulty; every fault is added to ``complaints``."""
    if not isinstance(values, Mapping):
        complaints.append((prefix, f"is a table, not {values!r}"))
        return None
    dot = f"{prefix}." if prefix else ""
    known = {field.encode_name: field for field in fields(kind)}
    before = len(complaints)
    complaints.extend((f"{dot}{key}", "is no key that is known here") for key in values if key not in known)
    taken = {
        field.name: _value(values[key], field, complaints, f"{dot}{key}")
        for key, field in known.items()
        if key in values
    }
    missing = (key for key, field in known.items() if field.required and key not in values)
    complaints.extend((f"{dot}{key}", "is missing") for key in missing)
    return kind(**taken) if len(complaints) == before else None


def _value(value: object, field: FieldInfo, complaints: list[Complaint], key: str) -> Any:
    inner = get_args(field.type)
    if get_origin(field.type) is list and isinstance(inner[0], type) and issubclass(inner[0], msgspec.Struct):
        if not isinstance(value, list):
            complaints.append((key, "is a list of tables"))
            return []
        return [take(item, inner[0], complaints, f"{key}[{number}]") for number, item in enumerate(value)]
    try:
        return msgspec.convert(value, field.type)
    except msgspec.ValidationError as error:
        complaints.append((key, _reason(str(error), value)))
        return None


def _reason(message: str, value: object) -> str:
    """Word what msgspec says, with the value, as the end of a sentence."""
    for pattern, meaning in _PATTERNS.items():
        if message.endswith(f"{pattern!r}"):
            return f"{meaning}: {value!r}"
    return f"{message[:1].lower()}{message[1:].replace('`', '')}: {value!r}"
