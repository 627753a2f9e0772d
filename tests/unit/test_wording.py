"""Dates, spans and counts as the screen says them."""

from datetime import date

import pytest
from PySide6.QtCore import QLocale

from db.dates import day_bounds, minutes_of, parse
from db.marks import Drawing, Flag
from desktop import wording
from desktop.wording import date_words
from tests.ui.sample import Spec, marks_of

BRITISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
AMERICAN = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2020-06-11", "Thursday 11 June 2020"),
        ("2020-06-11T14:05+03:00", "Thursday 11 June 2020, 14:05 (+03:00)"),
        ("2020-06-11T14:05", "Thursday 11 June 2020, 14:05"),
        ("2020-06-11?", "Thursday 11 June 2020, uncertain"),
        ("2020-06-11~", "about Thursday 11 June 2020"),
        ("2020-06-11%", "about Thursday 11 June 2020, uncertain"),
        ("2020-06", "some time in June 2020"),
        ("2011", "some time in 2011"),
        ("2020-06-XX", "some time in June 2020"),
        ("201X", "some time in 2010 to 2019"),
        ("2020-06-01/2020-07-18", "1 June to 18 July 2020"),
        ("2019-12-28/2020-01-03", "28 December 2019 to 3 January 2020"),
        ("2020-06/2020-06", "all of June 2020"),
        ("2020-06-01~/2020-06-30~", "about all of June 2020"),
        ("2020-04/2020-05", "all of April to May 2020"),
        ("2019-04-04/..", "since 4 April 2019, still going on"),
        ("2019-04/", "from April 2019, end not known"),
        ("../2020-06-08", "until 8 June 2020"),
        ("/2020-06-08", "until 8 June 2020"),
        ("[2020-06-06..2020-06-10]", "some day, 6 – 10 June 2020"),
        ("[2020-05-29..2020-06-03]", "some day, 29 May – 3 June 2020"),
        ("[2020-06-20,2020-06-21]", "20 June or 21 June 2020"),
        ("[2019-12-31,2020-01-01,2020-01-02]", "31 December 2019, 1 January 2020 or 2 January 2020"),
        ("[2020-06-01..2020-06-03,2020-06-08]", "some day, 1 – 8 June 2020"),
        ("[..2020-06-08]", "on or before 8 June 2020"),
        ("[2020-06-08..]", "on or after 8 June 2020"),
    ],
)
def test_a_date_reads_as_a_person_would_say_it(edtf: str, words: str) -> None:
    assert date_words(BRITISH).when(parse(edtf)) == words


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2020-06-11", "Thursday, June 11, 2020"),
        ("[2020-06-06..2020-06-10]", "some day, June 6 – 10, 2020"),
        ("2020-06-01/2020-07-18", "June 1, 2020 to July 18, 2020"),
        ("2020-06/2020-06", "all of June 2020"),
    ],
)
def test_the_order_of_day_and_month_follows_the_locale(edtf: str, words: str) -> None:
    assert date_words(AMERICAN).when(parse(edtf)) == words


def test_tables_and_narrow_places_leave_the_year_to_others() -> None:
    words = date_words(BRITISH)
    assert words.weekday(date(2020, 6, 10)) == "Wed 10 June"
    assert words.days(date(2020, 6, 3), date(2020, 6, 9), year=False, short=True) == "3 – 9 Jun"
    assert words.days(date(2020, 6, 5), date(2020, 6, 5), year=False, short=True) == "5 Jun"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2020, 6, 1), date(2020, 7, 18), "1 June to 18 July 2020"),
        (date(2020, 6, 8), date(2020, 6, 12), "8 to 12 June 2020"),
        (date(2019, 1, 1), date(2020, 12, 31), "January 2019 to December 2020"),
        (date(2001, 1, 1), date(2020, 12, 31), "2001 to 2020"),
        (date(2020, 6, 8), date(2020, 6, 8), "8 June 2020"),
    ],
)
def test_a_span_in_view_is_told_in_the_grain_that_suits_its_length(first: date, last: date, words: str) -> None:
    assert date_words(BRITISH).span(minutes_of(first), day_bounds(last)[1]) == words


def test_a_span_tells_only_days_that_are_wholly_in_view_and_hours_within_one() -> None:
    begin = minutes_of(date(2020, 6, 8))
    words = date_words(BRITISH)
    assert words.span(begin - 600, begin + 5 * 1440 + 700) == "8 to 12 June 2020"
    assert words.span(begin + 480, begin + 14 * 60) == "Monday 8 June 2020, 08:00 to 14:00"
    assert words.span(begin - 60, begin + 60) == "7 – 8 June 2020".replace(" – ", " to ")


def test_a_span_beyond_the_calendar_is_told_up_to_its_ends() -> None:
    assert date_words(BRITISH).span(-(10**9), 10**13) == "1 to 9999"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (730.5, "2 years in view"),
        (1461, "4 years in view"),
        (100, "3 months in view"),
        (48, "7 weeks in view"),
        (5, "5 days in view"),
        (0.25, "6 hours in view"),
        (0.01, "1 hour in view"),
    ],
)
def test_the_time_in_view_is_counted_in_a_fitting_unit(days: float, words: str) -> None:
    assert wording.length_in_words(0, days * 1440, BRITISH) == words


def test_counts_carry_the_separators_of_the_locale() -> None:
    assert wording.count(18437, BRITISH) == "18,437"
    assert wording.entries(1, BRITISH) == "1 entry"
    assert wording.entries(18437, BRITISH) == "18,437 entries"
    assert wording.sources(1, BRITISH) == "1 source"
    assert wording.sources(2, BRITISH) == "2 independent sources"
    assert [wording.distance(n, BRITISH) for n in (0, -1, 11)] == ["same day", "1 day", "11 days"]


def test_the_canvas_speaks_in_whole_phrases() -> None:
    assert wording.before_words(2) == "2 before"
    assert wording.after_words(1200) == "1,200 after"
    assert wording.more_words(51) == "51 more"
    assert wording.strip_key(100, "week") == "100 a week"
    assert wording.strip_key(5, "hour") == "5 an hour"
    assert [wording.part(role) for role in ("speaker", "addressee")] == ["speaker", "addressee"]
    assert wording.part("speaker", spoken=False) == "takes part"


def test_an_empty_stretch_is_told_with_its_length() -> None:
    start, end = minutes_of(date(2012, 10, 1)), minutes_of(date(2015, 11, 1))
    assert wording.nothing_between(start, end) == "Nothing for 3 years: October 2012 to October 2015"
    end = minutes_of(date(2014, 2, 1))
    assert wording.nothing_between(start, end) == "Nothing for 16 months: October 2012 to January 2014"


def test_the_axis_names_days_and_times() -> None:
    words = date_words(BRITISH)
    assert words.day_of_week(date(2020, 6, 8)) == "Monday 8"
    assert words.day_of_week(date(2020, 6, 1), short=True) == "Mon 1"
    assert words.clock(14, 5) == "14:05"
    assert words.month(date(2020, 6, 1), year=False, short=True) == "Jun"


@pytest.mark.parametrize(
    ("drawing", "words"),
    [
        (Drawing.EXTENT, "6 – 10 June 2020"),
        (Drawing.ONE_OF, "some day, 6 – 10 June 2020"),
        (Drawing.UNCERTAIN, "6 – 10 June 2020, uncertain"),
        (Drawing.APPROXIMATE, "about 6 – 10 June 2020"),
    ],
)
def test_a_mark_s_date_is_told_from_its_columns(drawing: Drawing, words: str) -> None:
    first, last = date(2020, 6, 6), date(2020, 6, 10)
    marks = marks_of([Spec("A", first=first, last=last, drawing=drawing), Spec("B", first=first), Spec("C")])
    said = date_words(BRITISH)
    named = {marks.titles[row]: said.mark(marks, row) for row in range(len(marks))}
    assert named == {"A": words, "B": "Saturday 6 June 2020", "C": "no date"}


def test_open_sides_of_a_mark_s_date_are_told() -> None:
    day = date(2020, 6, 8)
    since = Spec("A", first=day, drawing=Drawing.EXTENT, extra=Flag.OPEN_END)
    until = Spec("B", last=day, drawing=Drawing.EXTENT)
    by = Spec("C", last=day, drawing=Drawing.ONE_OF)
    marks = marks_of([since, until, by])
    said = {marks.titles[row]: date_words(BRITISH).mark(marks, row) for row in range(3)}
    assert said == {"A": "since 8 June 2020", "B": "until 8 June 2020", "C": "on or before 8 June 2020"}
