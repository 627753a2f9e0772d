"""What the mapped classes of :mod:`db.models` are written with: their base, their column types, their checks."""

from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Dialect, Integer, LargeBinary, MetaData, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeEngine

from db.labels import Label
from db.vocabularies import ActorKind, AnchorState, Basis, Form, Kind, Relation, Role, StanceValue, Status, Type

_NAMES = {
    "ix": "%(table_name)s_by_%(column_0_N_name)s",
    "uq": "%(table_name)s_%(column_0_N_name)s_unique",
    "ck": "%(table_name)s_%(constraint_name)s",
    "fk": "%(table_name)s_%(column_0_name)s_known",
    "pk": "%(table_name)s_key",
}


class Vocabulary(TypeDecorator[StrEnum]):
    """A word of a closed vocabulary, stored as text."""

    impl = Text
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Store the word itself."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:  # noqa: ARG002
        """Read it back as a member of its vocabulary."""
        return None if value is None else self.words(value)


_VOCABULARIES = (ActorKind, AnchorState, Basis, Form, Kind, Label, Relation, Role, StanceValue, Status, Type)
_COLUMN_TYPES: dict[Any, TypeEngine[Any]] = {
    str: Text(),
    bytes: LargeBinary(),
    int: Integer(),
    **{words: Vocabulary(words) for words in _VOCABULARIES},
}


class Base(DeclarativeBase):
    """The root of all mapped classes."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map = _COLUMN_TYPES


def known(name: str, words: type[StrEnum]) -> CheckConstraint:
    """Allow only the words of a vocabulary in the column ``name``."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{name} IN ({listed})", name=f"{name}_in_vocabulary")


def identifier(name: str) -> CheckConstraint:
    """Allow only small letters, digits and hyphens in the column ``name``."""
    return CheckConstraint(f"{name} <> '' AND {name} NOT GLOB '*[^a-z0-9-]*'", name=f"{name}_spelling")


STRICT: dict[str, Any] = {"sqlite_strict": True}
"""Options of a table whose rows are numbered."""

KEYED: dict[str, Any] = {"sqlite_strict": True, "sqlite_with_rowid": False}
"""Options of a table that is ordered by its key alone."""
