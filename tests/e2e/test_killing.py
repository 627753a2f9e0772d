"""A process that is killed at any moment loses nothing of the user's, and leaves nothing by half.

``make kill`` kills hundreds (DEMARCHE_KILLS), from a seed of its own that it tells (DEMARCHE_SEED repeats it).
"""

import os
import sys
from pathlib import Path

import pytest

from tests.e2e.command import demarche
from tests.e2e.killing import WORKS, Killer, furnish, look

KILLS = int(os.environ.get("DEMARCHE_KILLS", "32"))
SEED = int(os.environ.get("DEMARCHE_SEED", "1"))
WITHIN = 0.4
"""Seconds in which a work is killed: several of its actions, and the middle of any of them."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows forks no processes")


@pytest.mark.timeout(60 + KILLS * 20)
@pytest.mark.parametrize("name", WORKS)
def test_a_kill_at_any_moment_loses_nothing(tmp_path: Path, name: str) -> None:
    place = furnish(tmp_path)
    killer = Killer(SEED * 1000 + list(WORKS).index(name))
    for _ in range(max(1, KILLS // len(WORKS))):
        look(name, place, killer.kill(name, place, within=WITHIN))
    assert "sound" in demarche("--database", place.library, "--dataset", place.older, "check").stdout
