"""A saved view is read as it was written, and what makes no sense is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.filters import Filter, Word
from db.saved_views import ViewError, ViewState

TEXT = st.text(max_size=12)


@st.composite
def states(draw: st.DrawFn) -> ViewState:
    wanted = Filter(first=draw(st.sampled_from([None, "2020", "2020-06-11"])), certainly=draw(st.booleans()))
    for word in draw(st.sets(st.sampled_from(list(Word)), max_size=4)):
        values = tuple(draw(st.lists(TEXT, min_size=1, max_size=3)))
        wanted = wanted.with_term(word, values, excluded=draw(st.booleans()))
    start = draw(st.floats(0, 1e9))
    return ViewState(
        wanted,
        draw(TEXT),
        draw(TEXT),
        (start, start + draw(st.floats(1, 1e7))),
        draw(st.dictionaries(TEXT, st.booleans(), max_size=3)),
        draw(TEXT),
        draw(st.integers(0, 9)),
        draw(TEXT),
    )


@given(states())
def test_a_view_is_read_as_it_was_written(state: ViewState) -> None:
    assert ViewState.from_text(state.as_text()) == state


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "7",
        "{}",
        '{"span": [1], "filter": {"terms": []}, "grouping": "side", "colouring": "act"}',
        '{"span": [1, 2], "filter": {"terms": [["moon", ["x"], false]]}, "grouping": "side", "colouring": "act"}',
        '{"span": [1, 2], "filter": {"terms": 5}, "grouping": "side", "colouring": "act"}',
        '{"span": "ab", "filter": {"terms": []}, "grouping": "side", "colouring": "act"}',
        '{"span": [1, 2], "filter": {"terms": []}, "grouping": "side", "colouring": "act", "panels": [1]}',
    ],
)
def test_what_is_no_view_is_refused(text: str) -> None:
    with pytest.raises(ViewError):
        ViewState.from_text(text)


def test_a_key_that_is_none_is_no_key() -> None:
    text = ViewState(key=3).as_text()
    assert ViewState.from_text(text.replace('"key": 3', '"key": 77')).key == 0
