"""What came before and after between the same two actors: only what surely did."""

from contextlib import closing
from pathlib import Path

from db import detail
from db.dates import MINUTES_A_DAY
from db.driver import driver
from db.store import open_library
from desktop.assets import dataset_folder


def test_before_and_after_are_told_only_of_dates_that_leave_no_doubt(tmp_path: Path) -> None:
    with closing(open_library(tmp_path / "library.demarche", dataset_folder())) as store, store.read() as connection:
        found = driver(connection).execute("SELECT row, earliest, latest FROM entry WHERE date IS NOT NULL")
        bounds = {row: (earliest, latest) for row, earliest, latest in found}
        told = 0
        for row, (earliest, latest) in bounds.items():
            entry = detail.entry(connection, row)
            assert entry is not None
            for related in entry.related:
                first, last = bounds[related.head.row]
                if related.days is not None:
                    assert max(last - first, latest - earliest) <= MINUTES_A_DAY
                    assert related.days == first // MINUTES_A_DAY - earliest // MINUTES_A_DAY
                if related.relation is None:
                    told += 1
                    assert first >= latest if related.inverse else last <= earliest
        assert told > 20
