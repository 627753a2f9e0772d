"""Words that stand in an article, in or beside its passages, lead to its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.text_search import found_texts
from db.vocabularies import TextKind
from tests.db.offering import attach
from tests.db.small import GAZETTE

if TYPE_CHECKING:
    from db.store import Store


def found(library: Store, typed: str) -> list[tuple[str, TextKind, str]]:
    with library.read() as connection:
        texts = found_texts(connection, typed)
    return [(text.article, text.kind, text.passage.text) for text in texts]


def digest_of(library: Store) -> str:
    with library.read() as connection:
        return str(connection.exec_driver_sql("SELECT digest FROM article WHERE slug LIKE 'gazette%'").scalar())


def test_words_of_a_digest_outside_its_passages_lead_to_it(library: Store) -> None:
    assert "broadcast" in digest_of(library)
    ((article, kind, passage),) = found(library, "coins price")
    assert (article, kind) == ("gazette-2021-03-04", TextKind.DIGEST)
    assert "coins" in passage


def test_the_place_told_is_that_of_the_word(library: Store) -> None:
    with library.read() as connection:
        (text,) = found_texts(connection, "broadcast")
    assert text.span is not None
    assert digest_of(library)[text.span[0] : text.span[1]] == "broadcast"


def test_words_of_an_original_alone_lead_to_it(library: Store) -> None:
    assert found(library, "lanterns") == []
    with library.write() as connection:
        attach(connection, "gazette.txt", GAZETTE)
    ((article, kind, passage),) = found(library, "boats lanterns")
    assert (article, kind) == ("gazette-2021-03-04", TextKind.ORIGINAL)
    assert "lanterns" in passage


@pytest.mark.parametrize("typed", ["", "  ", '""', "*", "NEAR(", "zzzzz", '"'])
def test_nothing_is_found_and_nothing_breaks(library: Store, typed: str) -> None:
    assert found(library, typed) == []


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=60))
def test_any_text_can_be_looked_for(library: Store, typed: str) -> None:
    found(library, typed)


def test_a_hundred_thousand_letters_can_be_looked_for(library: Store) -> None:
    assert found(library, "coins " * 16_000) != []
