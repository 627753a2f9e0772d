"""A made-up library as a whole: a dataset, and a stream of its entries."""

from collections.abc import Iterator

import numpy as np

from db.content import Dataset, DatasetEntry
from db.records import DatasetInfo
from db.synthetic import world
from db.synthetic.dates import Almanac, Way, Whens
from db.synthetic.entries import EntryMaker
from db.synthetic.pace import DAYS, daily_counts

SEED = 1
UNDATED = 0.003
OPEN_START = 0.004
"""Parts of the entries that have no date, and whose date has no beginning."""
LEAD_TIME = 30
"""Days by which the last of the focus period lies behind the busiest one."""


class SyntheticLibrary:
    """``count`` made-up entries of ten years; :mod:`db.loading` takes them as it takes any other dataset.

    Memory does not grow with ``count``: entries are made while they are taken.
    """

    def __init__(self, count: int, seed: int = SEED) -> None:
        """Draw how many entries begin on each day; raises ValueError for a count below 1."""
        if count < 1:
            raise ValueError(f"a library of {count} entries cannot be made")
        chance = np.random.default_rng(seed)
        self.count, self._seed = count, seed
        self._undated, self._open = int(count * UNDATED), int(count * OPEN_START)
        self._daily = daily_counts(count - self._undated - self._open, world.SIDES, chance)
        self._articles = world.article_count(count)

    @property
    def dataset(self) -> Dataset:
        """Everything but the entries."""
        info = DatasetInfo(
            id="synthetic",
            title=f"{self.count:,} made-up entries",
            version=str(self._seed),
            focus=self._focus(),
            licence="CC0-1.0",
            content=f"synthetic {self.count} {self._seed}",
            sides=world.sides(),
            questions=world.questions(),
        )
        return Dataset(info, world.actors(), world.articles(self._articles, self._daily.sum(axis=1)))

    def _focus(self) -> str:
        """Return two months about the busiest day."""
        almanac, busiest = Almanac(), int(self._daily.sum(axis=1).argmax())
        first = max(busiest - LEAD_TIME, 0)
        return f"{almanac.day(first)}/{almanac.day(first + 2 * LEAD_TIME)}"

    def entries(self) -> Iterator[DatasetEntry]:
        """Yield the entries in the chronology's order."""
        chance = np.random.default_rng([self._seed, 1])
        maker, almanac = EntryMaker(self.count, self._articles, chance), Almanac()
        yield from self._open_at_start(maker, almanac, chance)
        for day in np.flatnonzero(self._daily.sum(axis=1)).tolist():
            sides = np.repeat(np.arange(world.SIDES), self._daily[day])
            yield from maker.dated(almanac.of_day(day, len(sides), chance), sides, day)
        yield from maker.undated(chance.integers(0, world.SIDES, self._undated))

    def _open_at_start(
        self, maker: EntryMaker, almanac: Almanac, chance: np.random.Generator
    ) -> Iterator[DatasetEntry]:
        """Yield those that may have begun at any time: they come first, by their ends."""
        for day in np.sort(chance.integers(0, DAYS, self._open)).tolist():
            written = f"[..{almanac.day(day)}]" if chance.random() < 0.5 else f"../{almanac.day(day)}"
            whens = Whens([written], [int(Way.DAY)], np.zeros(1, np.int64))
            yield from maker.dated(whens, chance.integers(0, world.SIDES, 1), day)
