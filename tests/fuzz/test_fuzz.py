"""A share of the hostile inputs that ``make fuzz`` gives by the hundred thousand; and that a failure would be told."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.fuzz import running
from tests.fuzz.readers import READERS, PdfReader, Reader
from tests.fuzz.running import Tally, give, run, shares

if TYPE_CHECKING:
    from pathlib import Path

FEW = 900
SEED = 20_200_608


@pytest.mark.qt_log_ignore("Trying to construct an instance of an invalid type", "QVariant::load")
@pytest.mark.parametrize(("kind", "count"), list(shares(FEW, READERS)), ids=[kind.name for kind in READERS])
def test_no_hostile_input_is_met_by_anything_but_a_refusal(
    kind: type[Reader], count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # How much other tests have left in this process is not what is looked for.
    monkeypatch.setattr(running, "memory", lambda: 0.0)
    tally = run(kind, count, SEED)
    assert tally.inputs == count
    assert [told for _, told in tally.failures] == []
    # Most inputs must come further than the first letter, and some must be refused.
    assert tally.refused < tally.inputs


class Fragile(Reader):
    """Breaks, dawdles and gobbles as it is told to."""

    refusals = (KeyError,)

    def read(self, data: bytes) -> None:
        match data:
            case b"refuse":
                raise KeyError
            case b"break":
                raise ZeroDivisionError
            case b"dawdle":
                end = time.process_time() + 0.05
                while time.process_time() < end:
                    pass
            case _:
                pass


@pytest.mark.parametrize(
    ("data", "told"), [(b"", ""), (b"refuse", ""), (b"break", "ZeroDivisionError"), (b"dawdle", "of CPU time")]
)
def test_what_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, told: str) -> None:
    monkeypatch.setattr(running, "SECONDS", 0.02)
    monkeypatch.setattr(running, "memory", lambda: 10.0)
    tally = Tally("fragile")
    give(Fragile(tmp_path), data, tally)
    assert [(kept, told in reason) for kept, reason in tally.failures] == ([(data, True)] if told else [])


def test_memory_is_measured_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # How much other tests have left in this process is not what is looked for.
    monkeypatch.setattr(running, "MEGABYTES", 1_000_000)
    tally = Tally("fragile")
    give(Fragile(tmp_path), b"", tally)
    assert tally.memory > 10
    assert tally.failures == []
    monkeypatch.setattr(running, "MEGABYTES", 1)
    give(Fragile(tmp_path), b"", tally)
    assert len(tally.failures) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows does not tell what a process took that was waited for")
def test_what_a_process_of_its_own_takes_is_measured_as_well(tmp_path: Path) -> None:
    class Elsewhere(Fragile):
        def read(self, data: bytes) -> None:
            script = "import time\nwhile time.process_time() < 0.3: pass"
            subprocess.run([sys.executable, "-S", "-c", script], check=True)

    tally = Tally("elsewhere")
    give(Elsewhere(tmp_path), b"", tally)
    assert tally.slowest >= 0.25


def test_most_pdf_files_are_read_and_not_refused_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "memory", lambda: 0.0)
    reader = PdfReader(tmp_path)
    tally = Tally("pdf")
    random = Random(SEED)  # noqa: S311 - inputs, no secrets
    for _ in range(20):
        give(reader, reader.make(random), tally)
    assert tally.failures == []
    assert tally.refused < tally.inputs // 2


def test_the_shares_make_up_the_whole() -> None:
    assert sum(count for _, count in shares(100_000, READERS)) >= 100_000
