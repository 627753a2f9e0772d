"""How far a long command is, told on standard error."""

from __future__ import annotations

import time
from contextlib import closing
from typing import TYPE_CHECKING

from desktop.cli.telling import Told

if TYPE_CHECKING:
    import pytest


def words(done: int, total: int) -> str:
    return f"{done} of {total}"


def test_short_work_is_done_without_a_word(capsys: pytest.CaptureFixture[str]) -> None:
    with closing(Told(words)) as told:
        told(1, 2)
        told(2, 2)
    assert capsys.readouterr().err == ""


def test_long_work_tells_how_far_it_is_and_not_at_every_step(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = 0.0
    monkeypatch.setattr(time, "monotonic", lambda: moment)
    with closing(Told(words)) as told:
        for done in range(1, 31):
            moment = float(done)
            told(done, 30)
    assert capsys.readouterr().err.splitlines() == ["1 of 30", "11 of 30", "21 of 30"]
