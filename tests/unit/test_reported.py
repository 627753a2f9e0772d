"""Two clocks: entries at the date of the first article that reports them."""

import numpy as np
import pytest
from msgspec.structs import replace

from db.marks import Drawing, Flag, Grouping, Marks
from db.records import Article
from db.reported import Clock, drawn, first_articles, first_minute, published_by, reported
from db.vocabularies import Basis
from desktop.timeline.clock_lines import clock_lines
from desktop.timeline.index import Index
from desktop.timeline.lanes import MANY, LaneOrder, Layout
from desktop.timeline.scale import Scale
from desktop.timeline.scene import compose
from tests.unit.timeline_marks import DAY, Made, at, day, grouped, index_of, marks_of

JUNE = at(2020, 6, 1)


def article(slug: str, published: str) -> Article:
    return Article(slug, "Gazette", slug, "Headline", published, Basis.EXPLICIT, "")


ARTICLES = (article("late", "2020-06-22"), article("early", "2020-06-11"), article("someday", "2020-06-2X"))


def cited(*lists: tuple[int, ...]) -> Marks:
    """Entries on the first days of June, cited by articles with these numbers; none for the last lane."""
    marks = marks_of([day(JUNE + n * DAY) for n in range(len(lists))], 1)
    keys = (*(each.slug for each in ARTICLES), "")
    lanes = Grouping(keys, keys, keys, grouped([each or (len(ARTICLES),) for each in lists]))
    return replace(marks, groupings={**marks.groupings, "article": lanes})


def test_the_first_article_counts_and_what_none_reports_is_undated() -> None:
    marks = cited((0,), (0, 1), (2,), ())
    assert first_articles(marks, ARTICLES).tolist() == [0, 1, 2, -1]
    found = reported(marks, ARTICLES)
    assert found.place[:2].tolist() == [at(2020, 6, 22), at(2020, 6, 11)]
    assert found.dated.tolist() == [True, True, True, False]
    assert (found.earliest[2], found.latest[2]) == (at(2020, 6, 20), at(2020, 6, 30))
    assert found.flags[2] & Flag.HOLLOW
    assert found.drawing[0] == Drawing.DAY
    assert found.ids is marks.ids
    assert marks.place.tolist() == [JUNE + n * DAY for n in range(4)]
    assert drawn(marks, ARTICLES, Clock.HAPPENED) is marks
    assert drawn(marks, ARTICLES, Clock.REPORTED).place.tolist() == found.place.tolist()


def test_without_entries_or_articles_there_is_nothing_to_report() -> None:
    assert len(reported(cited(), ARTICLES)) == 0
    assert not reported(cited((0,)), ()).dated.any()


@pytest.mark.parametrize(
    ("day_", "expected"),
    [
        ("2020-06-10", []),
        ("2020-06-11", ["early"]),
        ("2020-06-20", ["early", "someday"]),
        ("2020-06", ["late", "early", "someday"]),
    ],
)
def test_an_article_is_out_from_the_first_day_on_which_it_may_be(day_: str, expected: list[str]) -> None:
    assert published_by(ARTICLES, day_) == expected


def test_what_is_no_date_is_no_first_minute() -> None:
    assert first_minute("soon") is None
    assert first_minute("../2020-06-11") is not None
    assert first_minute("2020-06-11?") == at(2020, 6, 11)


def test_a_line_leads_to_the_other_date_and_the_undated_have_none() -> None:
    marks = cited((0,), (1,), ())
    index = Index.build(reported(marks, ARTICLES), marks.groupings["side"])
    layout = Layout(index, lambda rows: np.full(len(rows), 80, np.float32))
    display = compose(layout, Scale.spanning(JUNE, JUNE + 30 * DAY, 858), 858, 600)
    lines = {line.row: line for line in clock_lines(display, index.marks, marks, [0, 1, 2])}
    assert set(lines) == {0, 1}
    assert lines[0].x == pytest.approx(display.scale.x(at(2020, 6, 22) + 720.0))
    assert lines[0].other == pytest.approx(display.scale.x(JUNE + 720.0))
    undated = replace(marks, flags=marks.flags & ~np.uint8(Flag.DATED))
    assert clock_lines(display, index.marks, undated, [0, 1]) == ()


def test_what_may_have_happened_by_a_later_day_is_led_to_before_it_was_reported() -> None:
    """An early article tells what a late one says no more of than that it had happened by then."""
    by_late, announced = Made(None, at(2020, 6, 22) + DAY), day(at(2020, 6, 25))
    marks = marks_of([by_late, announced], 1)
    keys = (*(each.slug for each in ARTICLES), "")
    lanes = Grouping(keys, keys, keys, grouped([(0, 1), (1,)]))
    marks = replace(marks, groupings={**marks.groupings, "article": lanes})
    index = Index.build(reported(marks, ARTICLES), marks.groupings["side"])
    layout = Layout(index, lambda rows: np.full(len(rows), 80, np.float32))
    display = compose(layout, Scale.spanning(JUNE, JUNE + 30 * DAY, 858), 858, 600)
    lines = {line.row: line for line in clock_lines(display, index.marks, marks, [0, 1])}
    assert lines[0].x == pytest.approx(display.scale.x(at(2020, 6, 11) + 720.0))
    assert lines[0].other < lines[0].x
    assert lines[0].open
    assert lines[1].other == pytest.approx(display.scale.x(at(2020, 6, 25) + 720.0)), "it was announced"
    assert not lines[1].open


def test_of_very_many_lanes_only_those_with_something_shown_stand_there() -> None:
    few = Layout(index_of([day(JUNE, lanes=(3,))], MANY), lambda rows: np.zeros(len(rows), np.float32))
    assert len(few.arranged) == MANY
    entries = [day(JUNE, lanes=(3,)), day(JUNE, lanes=(MANY,))]
    many = Layout(index_of(entries, MANY + 2), lambda rows: np.zeros(len(rows), np.float32), LaneOrder(("lane-24",)))
    assert many.arranged == (MANY, 3)
