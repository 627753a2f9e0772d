"""Dates say what they bound, what is possible and what is certain, and are written back as they were."""

import calendar
from datetime import date, time, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from db.dates import (
    END_OF_TIME,
    FIRST_MINUTE,
    MINUTES_A_DAY,
    Date,
    DateError,
    Grain,
    Range,
    Shape,
    date_of,
    day_bounds,
    minutes_of,
    parse,
    time_of,
)


def at(year: int, month: int = 1, day: int = 1, hour: int = 0, minute: int = 0) -> int:
    return minutes_of(date(year, month, day)) + hour * 60 + minute


DAY_2020 = st.dates(date(2019, 11, 1), date(2020, 12, 31))


class TestBounds:
    @pytest.mark.parametrize(
        ("text", "shape", "grain", "first", "last"),
        [
            ("2020", Shape.PERIOD, Grain.YEAR, "2020-01-01", "2020-12-31"),
            ("2020-02", Shape.PERIOD, Grain.MONTH, "2020-02-01", "2020-02-29"),
            ("2020-06-11", Shape.EXACT, Grain.DAY, "2020-06-11", "2020-06-11"),
            ("2020-06-11T23:59", Shape.EXACT, Grain.MINUTE, "2020-06-11", "2020-06-11"),
            ("2020-06-11T23:59+03:00", Shape.EXACT, Grain.MINUTE, "2020-06-11", "2020-06-11"),
            ("2020-06-11T00:30-11", Shape.EXACT, Grain.MINUTE, "2020-06-11", "2020-06-11"),
            ("2020-06-XX", Shape.PERIOD, Grain.DAY, "2020-06-01", "2020-06-30"),
            ("2020-06-1X", Shape.PERIOD, Grain.DAY, "2020-06-10", "2020-06-19"),
            ("2020-06-0X", Shape.PERIOD, Grain.DAY, "2020-06-01", "2020-06-09"),
            ("2020-06-3X", Shape.PERIOD, Grain.DAY, "2020-06-30", "2020-06-30"),
            ("2020-XX", Shape.PERIOD, Grain.MONTH, "2020-01-01", "2020-12-31"),
            ("2020-1X", Shape.PERIOD, Grain.MONTH, "2020-10-01", "2020-12-31"),
            ("2020-XX-XX", Shape.PERIOD, Grain.DAY, "2020-01-01", "2020-12-31"),
            ("202X", Shape.PERIOD, Grain.YEAR, "2020-01-01", "2029-12-31"),
            ("20XX", Shape.PERIOD, Grain.YEAR, "2000-01-01", "2099-12-31"),
            ("000X", Shape.PERIOD, Grain.YEAR, "0001-01-01", "0009-12-31"),
            ("99XX", Shape.PERIOD, Grain.YEAR, "9900-01-01", "9999-12-31"),
            ("2020-06-08/2020-06-10", Shape.EXTENT, Grain.DAY, "2020-06-08", "2020-06-10"),
            ("2019-11/2020-06-10", Shape.EXTENT, Grain.MONTH, "2019-11-01", "2020-06-10"),
            ("2019-11/..", Shape.EXTENT, Grain.MONTH, "2019-11-01", None),
            ("2019-11/", Shape.EXTENT, Grain.MONTH, "2019-11-01", None),
            ("../2020-06-08", Shape.EXTENT, Grain.DAY, None, "2020-06-08"),
            ("/2020-06", Shape.EXTENT, Grain.MONTH, None, "2020-06-30"),
            ("[2020-06-20,2020-06-21]", Shape.ONE_OF, Grain.DAY, "2020-06-20", "2020-06-21"),
            ("[2020-06-21,2020-06-20]", Shape.ONE_OF, Grain.DAY, "2020-06-20", "2020-06-21"),
            ("[2020-06-29..2020-07-05]", Shape.ONE_OF, Grain.DAY, "2020-06-29", "2020-07-05"),
            ("[..2020-06-08]", Shape.ONE_OF, Grain.DAY, None, "2020-06-08"),
            ("[2020-06-08..]", Shape.ONE_OF, Grain.DAY, "2020-06-08", None),
            ("[2020-05,2020-06-03..2020-06-05]", Shape.ONE_OF, Grain.MONTH, "2020-05-01", "2020-06-05"),
        ],
    )
    def test_days_shape_and_grain(
        self, text: str, shape: Shape, grain: Grain, first: str | None, last: str | None
    ) -> None:
        found = parse(text)
        assert (found.shape, found.grain, found.precision) == (shape, grain, grain)
        assert found.first_day == (date.fromisoformat(first) if first else None)
        assert found.last_day == (date.fromisoformat(last) if last else None)
        assert str(found) == text

    def test_a_minute_is_one_minute_of_the_day_written_whatever_its_offset(self) -> None:
        found = parse("2020-06-11T14:30+03:00")
        assert (found.earliest, found.latest) == (at(2020, 6, 11, 14, 30), at(2020, 6, 11, 14, 31))
        assert found.offset == "+03:00"
        assert parse("2020-06-11T14:30Z").earliest == found.earliest
        assert parse("2020-06-11T14:30").offset == ""

    def test_the_calendar_begins_and_ends_with_four_digit_years(self) -> None:
        assert parse("0001-01-01").earliest == FIRST_MINUTE == 0
        assert parse("9999-12-31").latest == parse("9999").latest == END_OF_TIME

    @pytest.mark.parametrize(
        ("text", "marked"),
        [
            ("2020-06-11T14:30", at(2020, 6, 11, 14, 30)),
            ("2020-06-11", at(2020, 6, 11)),
            ("2020-06", at(2020, 6)),
            ("[2020-06-29..2020-07-05]", at(2020, 6, 29)),
            ("[..2020-06-08]", at(2020, 6, 8)),
            ("[..2020-06]", at(2020, 6)),
            ("[..2020-06-08,2020-06-12]", at(2020, 6, 8)),
            ("2019-11/..", at(2019, 11)),
            ("../2020-06-08", at(2020, 6, 8)),
            ("/2020-06-08", at(2020, 6, 8)),
        ],
    )
    def test_the_mark_stands_on_the_first_day_that_is_known(self, text: str, marked: int) -> None:
        assert parse(text).mark == marked

    def test_open_and_unknown_ends_are_told_apart(self) -> None:
        flags = {
            text: (found.open_start, found.open_end, found.unknown_start, found.unknown_end)
            for text in ("2020/..", "2020/", "../2020", "/2020", "2019/2020", "[..2020]", "[2020..]", "[2019..2020]")
            for found in [parse(text)]
        }
        assert flags == {
            "2020/..": (False, True, False, False),
            "2020/": (False, False, False, True),
            "../2020": (True, False, False, False),
            "/2020": (False, False, True, False),
            "2019/2020": (False, False, False, False),
            "[..2020]": (True, False, False, False),
            "[2020..]": (False, True, False, False),
            "[2019..2020]": (False, False, False, False),
        }

    @pytest.mark.parametrize(
        ("text", "uncertain", "approximate"),
        [
            ("2020-06-11", False, False),
            ("2020-06-11?", True, False),
            ("2020-06~", False, True),
            ("2020%", True, True),
            ("2020-05?/2020-06", True, False),
            ("2020-05/2020-06~", False, True),
            ("[2020-05?,2020-06~]", True, True),
            ("[2020-05..2020-06?]", True, False),
        ],
    )
    def test_qualifiers_are_kept_and_widen_nothing(self, text: str, *, uncertain: bool, approximate: bool) -> None:
        found = parse(text)
        plain = parse(text.translate(dict.fromkeys(map(ord, "?~%"))))
        assert (found.uncertain, found.approximate, found.qualified) == (
            uncertain,
            approximate,
            uncertain or approximate,
        )
        assert (found.earliest, found.latest, found.mark) == (plain.earliest, plain.latest, plain.mark)

    def test_what_a_date_is_made_of_is_there_to_be_worded(self) -> None:
        extent = parse("2020-05?/..")
        assert extent.start is not None
        assert (extent.start.text, extent.start.uncertain, extent.end) == ("2020-05?", True, None)
        week = parse("[2020-06-20,2020-06-29..2020-07-05]")
        single, several = week.members
        assert isinstance(single, Date)
        assert isinstance(several, Range)
        assert (str(single), str(several)) == ("2020-06-20", "2020-06-29..2020-07-05")
        assert several.last is not None
        assert several.last.last_day == date(2020, 7, 5)
        assert parse("2020-06-XX").unspecified
        assert not parse("2020-06").unspecified

    def test_a_long_range_is_not_spelt_out(self) -> None:
        assert len(parse("[0001-01-01..9999-12-31]").members) == 1

    def test_spaces_after_commas_are_read_but_not_written(self) -> None:
        assert str(parse("[2020-06-01, 2020-06-03, 2020-06-05..2020-06-07]")) == (
            "[2020-06-01,2020-06-03,2020-06-05..2020-06-07]"
        )

    def test_sorts_by_earliest_then_latest_the_unbounded_outside(self) -> None:
        texts = ["[..2020-06-08]", "2019-11/2020", "2020-06-11", "2020-06-11/..", "2020-06-11T08:00", "2020-06-12"]
        backwards = texts[::-1]
        assert sorted(backwards, key=sort_key) == texts


def sort_key(text: str) -> tuple[int, int]:
    return parse(text).sort_key


JUNE = (at(2020, 6), at(2020, 7))
JUNE_AND_JULY = (at(2020, 6), at(2020, 8))


class TestPeriods:
    @pytest.mark.parametrize(
        ("text", "possibly", "certainly"),
        [
            ("2020-06-11", True, True),
            ("2020-06-30T23:59", True, True),
            ("2020-05-31", False, False),
            ("2020-07-01", False, False),
            ("2020-06", True, True),
            ("2020", True, False),
            ("2020-06-XX", True, True),
            ("2020-XX", True, False),
            ("202X", True, False),
            ("2020-06-11?", True, False),
            ("2020-06~", True, False),
            ("[2020-06-20,2020-06-21]", True, True),
            ("[2020-06-29..2020-07-05]", True, False),
            ("[..2020-06-08]", True, False),
            ("[2020-06-08..]", True, False),
            ("[..2020-05]", False, False),
            ("2020-05-20/2020-07-10", True, True),
            ("2020-06-29/2020-07-05", True, True),
            ("2020-05/2020-06", True, True),
            ("2020-05/2020-07", True, True),
            ("2020-06/2020-08", True, True),
            ("2020-04/2020-05", False, False),
            ("2019/2020", True, False),
            ("2020/2021", True, False),
            ("2019/2021", True, True),
            ("2019/2021?", True, False),
            ("2019-11/..", True, True),
            ("2019-11/", True, False),
            ("2020-06-11/", True, True),
            ("../2020-06-08", True, True),
            ("../2020-12-08", True, True),
            ("/2020-12-08", True, False),
            ("/2020-06-08", True, True),
            ("../2020-05", False, False),
            ("2020-07/..", False, False),
        ],
    )
    def test_possibly_and_certainly_in_june(self, text: str, *, possibly: bool, certainly: bool) -> None:
        found = parse(text)
        assert (found.possibly_in(*JUNE), found.certainly_in(*JUNE)) == (possibly, certainly)

    def test_a_period_open_at_an_end_takes_all_that_lies_there(self) -> None:
        before = parse("[..2020-06-08]")
        assert before.certainly_in(None, at(2020, 6, 9))
        assert not before.certainly_in(None, at(2020, 6, 8))
        after = parse("[2020-06-08..]")
        assert after.certainly_in(at(2020, 6, 8), None)
        assert not after.certainly_in(at(2020, 6, 9), None)
        assert parse("2020-06-08").possibly_in(None, None)
        assert not parse("2020-06-08").possibly_in(at(2020, 6, 9), None)

    @given(DAY_2020, DAY_2020, DAY_2020, st.integers(0, 90))
    def test_all_of_some_days_is_certain_wherever_it_is_possible_day_by_day(
        self, one: date, other: date, first: date, days: int
    ) -> None:
        begin, end = sorted((one, other))
        period = (minutes_of(first), minutes_of(first + timedelta(days)) + MINUTES_A_DAY)
        extent = parse(f"{begin}/{end}")
        assert extent.possibly_in(*period) == extent.certainly_in(*period)
        met = begin <= first + timedelta(days) and first <= end
        assert extent.possibly_in(*period) == met

    @given(DAY_2020, DAY_2020, DAY_2020, st.integers(0, 90))
    def test_some_day_among_several_is_certain_only_if_each_of_them_is(
        self, one: date, other: date, first: date, days: int
    ) -> None:
        begin, end = sorted((one, other))
        period = (minutes_of(first), minutes_of(first + timedelta(days)) + MINUTES_A_DAY)
        members = [parse(str(begin + timedelta(n))) for n in range((end - begin).days + 1)]
        some_day = parse(f"[{begin}..{end}]")
        assert some_day.certainly_in(*period) == all(member.certainly_in(*period) for member in members)
        assert some_day.possibly_in(*period) == any(member.possibly_in(*period) for member in members)


class TestErrors:
    @pytest.mark.parametrize(
        ("text", "position", "reason"),
        [
            ("", 0, "year of four digits"),
            ("June 2020", 0, "year of four digits"),
            ("２０２０", 0, "year of four digits"),
            ("0000", 0, "no year 0000"),
            ("-0044", 0, "no sign"),
            ("Y20200", 0, "no sign"),
            ("2020-13", 5, "no month 13"),
            ("2020-00", 5, "no month 00"),
            ("2020-2X", 5, "no month 2X"),
            ("2020-21", 5, "seasons"),
            ("2020-41", 5, "seasons"),
            ("2020-06-31", 8, "2020-06 has 30 days"),
            ("2021-02-29", 8, "2021-02 has 28 days"),
            ("2020-06-00", 8, "no day 00"),
            ("2020-02-3X", 8, "no day 3X"),
            ("2020-W27", 4, "ISO weeks"),
            ("2020-6-1", 4, "two digits each"),
            ("2020-06-1", 7, "two digits each"),
            ("20200611", 4, "'0611' cannot follow"),
            ("2020-06-11T14", 10, "Thh:mm"),
            ("2020-06T14:30", 7, "Thh:mm"),
            ("2020-06-11T14:30:00", 16, "to the minute"),
            ("2020-06-11T24:00", 11, "no hour 24"),
            ("2020-06-11T14:60", 14, "no minute 60"),
            ("2020-06-11T14:30+15:00", 16, "-14:00 to +14:00"),
            ("2020-06-11T14:30-03:75", 16, "-14:00 to +14:00"),
            ("2020-06-XXT14:30", 11, "after an X"),
            ("202X-06", 5, "after an X"),
            ("2020-X1", 6, "after an X"),
            ("2XXX", 1, "first two digits"),
            ("2020?~", 5, "% is both"),
            ("2020-06-11 ", 10, "no spaces"),
            ("/", 0, "a date at one end"),
            ("../..", 0, "a date at one end"),
            ("2019/2020/2021", 9, "one slash"),
            ("2020-07/2020-06", 8, "2020-06 comes before 2020-07"),
            ("2020-06/2020-05-31", 8, "comes before"),
            ("2020-06-01/2020-06-31", 19, "has 30 days"),
            ("2020..2021", 4, "stands in a set"),
            ("{2020,2021}", 0, "square brackets"),
            ("2020]", 4, "never opened"),
            ("[2020", 5, "ends with its only ]"),
            ("[2020]?", 6, "ends with its only ]"),
            ("[]", 1, "year of four digits"),
            ("[..]", 1, "a date at one end"),
            ("[2020,..2021]", 6, "only the first"),
            ("[2020..,2021]", 5, "only the last"),
            ("[2020-07..2020-06]", 10, "2020-06 comes before 2020-07"),
            ("[2020-06-01, 2020-06-31]", 21, "has 30 days"),
            ("[2020,[2021]]", 6, "square brackets"),
        ],
    )
    def test_names_the_place_and_what_is_wrong(self, text: str, position: int, reason: str) -> None:
        with pytest.raises(DateError) as caught:
            parse(text)
        assert caught.value.position == position
        assert reason in caught.value.reason
        assert f"position {position}: " in str(caught.value)

    @given(st.text("0123456789-XT:+Z?~%/.,[] W", max_size=24))
    def test_any_text_is_a_date_or_an_error_in_it(self, text: str) -> None:
        found, position = read(text)
        if found:
            assert parse(str(found)) == found
        else:
            assert 0 <= position <= len(text)


def read(text: str) -> tuple[Date | None, int]:
    try:
        return parse(text), -1
    except DateError as error:
        return None, error.position


def simple_dates() -> st.SearchStrategy[str]:
    days = st.dates(date(1, 1, 1), date(9999, 12, 31)).map(date.isoformat)
    written = st.one_of(
        days,
        days.map(lambda day: day[:7]),
        days.map(lambda day: day[:4]),
        days.map(lambda day: f"{day[:8]}XX"),
        st.tuples(days, st.times(), st.sampled_from(["", "Z", "+03:00", "-11"])).map(
            lambda parts: f"{parts[0]}T{parts[1]:%H:%M}{parts[2]}"
        ),
    )
    return st.tuples(written, st.sampled_from(["", "", "?", "~", "%"])).map("".join)


@given(simple_dates())
def test_every_simple_date_comes_back_with_ordered_bounds(text: str) -> None:
    found = parse(text)
    assert str(found) == text
    assert found.earliest is not None
    assert found.latest is not None
    assert FIRST_MINUTE <= found.earliest == found.mark < found.latest <= END_OF_TIME


@given(simple_dates(), simple_dates())
def test_two_dates_make_an_interval_and_a_range_if_the_second_does_not_come_first(one: str, other: str) -> None:
    first, last = parse(one), parse(other)
    assert first.earliest is not None
    assert last.latest is not None
    interval, _ = read(f"{one}/{other}")
    in_set, _ = read(f"[{one}..{other}]")
    assert bool(interval) == bool(in_set) == (last.latest > first.earliest)
    if interval:
        assert (interval.earliest, interval.latest) == (first.earliest, last.latest)


@given(st.dates(date(1, 1, 1), date(9999, 11, 30)))
def test_a_month_ends_where_the_next_begins(day: date) -> None:
    month = parse(f"{day:%Y}-{day:%m}".zfill(7))
    following = day.replace(day=1) + relativedelta(months=1)
    assert month.latest == minutes_of(following)
    assert month.last_day == day.replace(day=calendar.monthrange(day.year, day.month)[1])


@given(st.dates(), st.times())
def test_minutes_and_days_convert_both_ways(day: date, clock: time) -> None:
    begin, end = day_bounds(day)
    minute = begin + clock.hour * 60 + clock.minute
    assert begin <= minute < end == begin + MINUTES_A_DAY
    assert date_of(minute) == day
    assert time_of(minute) == clock.replace(second=0, microsecond=0, tzinfo=None)
