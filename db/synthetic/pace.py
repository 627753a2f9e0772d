"""How many entries begin on which day: news comes in bursts that die away, with a rhythm of weeks.

Every side's rate is an autoregressive process in its logarithm, lifted by shocks of log-normal size that decay
exponentially; some shocks are shared by several sides, as crises are.
"""

from datetime import date

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]
Rates = npt.NDArray[np.float64]

FIRST_DAY = date(2015, 1, 1)
DAYS = 3_653
"""Ten years."""

WEEK = np.array([1.1, 1.15, 1.15, 1.1, 1.0, 0.5, 0.4])
"""From Monday on."""
PERSISTENCE = 0.96
UNREST = 0.16
SHOCKS = 30
"""Shocks of a side in all the years; crises come to them."""
CRISES = 12


def daily_counts(count: int, sides: int, chance: np.random.Generator) -> Counts:
    """Divide ``count`` entries among days and sides; int64[DAYS, sides]."""
    rates = np.exp(_unrest(sides, chance)) + _shocks(sides, chance)
    rates *= WEEK[(FIRST_DAY.weekday() + np.arange(DAYS)) % 7, None]
    rates *= _prominence(sides)
    return np.asarray(chance.multinomial(count, (rates / rates.sum()).ravel()).reshape(DAYS, sides), np.int64)


def _prominence(sides: int) -> Rates:
    """Tell how much is written of each side: of the first, three times as much as of the last."""
    return np.asarray(np.linspace(3.0, 1.0, sides), np.float64)


def _unrest(sides: int, chance: np.random.Generator) -> Rates:
    steps = chance.normal(0.0, UNREST, (DAYS, sides))
    level = np.zeros(sides)
    for day in range(DAYS):
        level = PERSISTENCE * level + steps[day]
        steps[day] = level
    return steps


def _shocks(sides: int, chance: np.random.Generator) -> Rates:
    rates = np.zeros((DAYS, sides))
    for side in range(sides):
        for _ in range(SHOCKS):
            rates[:, side] += _shock(chance, 1.0)
    for _ in range(CRISES):
        crisis = _shock(chance, 2.0)
        taking_part = chance.random(sides) < 0.5
        rates[:, taking_part] += crisis[:, None]
    return rates


def _shock(chance: np.random.Generator, size: float) -> Rates:
    """Make one burst: it begins on some day, at once, and dies away within days or weeks."""
    begin = int(chance.integers(DAYS))
    height = size * chance.lognormal(0.8, 0.8)
    decay = chance.lognormal(1.8, 0.6)
    after = np.arange(DAYS) - begin
    return np.asarray(np.where(after >= 0, height * np.exp(-np.maximum(after, 0) / decay), 0.0), np.float64)
