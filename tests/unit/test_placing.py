"""A date stands where its first possible day is, and is drawn as what it says."""

import pytest

from db.dates import DateError, parse
from db.marks import OPEN_FUTURE, OPEN_PAST, Drawing, Flag
from db.placing import place

DATED, HOLLOW, TIMED = Flag.DATED, Flag.HOLLOW, Flag.TIMED
OPEN_START, OPEN_END = Flag.OPEN_START, Flag.OPEN_END


@pytest.mark.parametrize(
    ("date", "drawing", "flags", "stands"),
    [
        ("2020-06-08", Drawing.DAY, DATED, "2020-06-08"),
        ("2020-06-08T14:30", Drawing.DAY, DATED | TIMED, "2020-06-08T14:30"),
        ("2020-05", Drawing.ONE_OF, DATED | HOLLOW, "2020-05-01"),
        ("2011", Drawing.ONE_OF, DATED | HOLLOW, "2011-01-01"),
        ("2020-06-XX", Drawing.ONE_OF, DATED | HOLLOW, "2020-06-01"),
        ("[2020-06-01..2020-06-07]", Drawing.ONE_OF, DATED | HOLLOW, "2020-06-01"),
        ("[2020-06-20,2020-06-21]", Drawing.ONE_OF, DATED | HOLLOW, "2020-06-20"),
        ("[..2020-06-08]", Drawing.ONE_OF, DATED | HOLLOW | OPEN_START, "2020-06-08"),
        ("2020-06-08?", Drawing.UNCERTAIN, DATED | HOLLOW, "2020-06-08"),
        ("2020-06-08%", Drawing.UNCERTAIN, DATED | HOLLOW, "2020-06-08"),
        ("2020-06~", Drawing.APPROXIMATE, DATED | HOLLOW, "2020-06-01"),
        ("2020-06-01/2020-06-07", Drawing.EXTENT, DATED, "2020-06-01"),
        ("2020-06-01/..", Drawing.EXTENT, DATED | OPEN_END, "2020-06-01"),
        ("2020-06-01/", Drawing.EXTENT, DATED | OPEN_END, "2020-06-01"),
        ("/2020-06-01", Drawing.EXTENT, DATED | OPEN_START, "2020-06-01"),
        ("2011/2020-06-01", Drawing.EXTENT, DATED | HOLLOW, "2011-01-01"),
        ("2020-06-01T08:00/2020-06-02", Drawing.EXTENT, DATED | TIMED, "2020-06-01T08:00"),
        ("2020-06-01?/2020-06-07", Drawing.UNCERTAIN, DATED | HOLLOW, "2020-06-01"),
    ],
)
def test_dates_are_placed_and_drawn(date: str, drawing: Drawing, flags: Flag, stands: str) -> None:
    placing = place(date)
    assert (placing.drawing, placing.flags) == (drawing, flags)
    assert placing.place == parse(stands).earliest


def test_bounds_are_those_of_the_date_and_wide_open_where_it_has_none() -> None:
    day = place("2020-06-08")
    assert (day.latest - day.earliest, day.precision) == (24 * 60, "day")
    assert place("[..2020-06-08]").earliest == OPEN_PAST
    assert place("2020-06-01/..").latest == OPEN_FUTURE


def test_a_qualified_date_is_never_certain() -> None:
    certain, qualified = place("2020-06-08"), place("2020-06-08?")
    assert (certain.begun_by, certain.lasts_to) == (certain.latest, certain.earliest)
    assert (qualified.begun_by, qualified.lasts_to) == (None, None)


def test_what_is_no_date_is_refused() -> None:
    with pytest.raises(DateError):
        place("Tuesday")
