"""The lock files: complete, hashed, consistent, and free of addresses."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
RUN = CHECKOUT / "packaging" / "requirements.txt"
DEVELOPMENT = CHECKOUT / "packaging" / "requirements-dev.txt"
PIN = re.compile(r"^([a-z0-9][a-z0-9-]*)==(\S+)(?: ; ([^\\]+?))? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")


def pins(lock: Path) -> dict[tuple[str, str, str], int]:
    """Return how many hashes stand below each (name, version, marker); any other line fails the test."""
    found: dict[tuple[str, str, str], int] = {}
    pin = ("", "", "")
    for line in lock.read_text(encoding="utf-8").splitlines():
        if match := PIN.match(line):
            pin = (match[1], match[2], match[3] or "")
            found[pin] = 0
        elif HASH.match(line):
            found[pin] += 1
        else:
            assert line.startswith("# "), f"{lock.name}: unexpected line: {line}"
            assert "://" not in line
    return found


@pytest.mark.parametrize("lock", [RUN, DEVELOPMENT], ids=lambda lock: lock.name)
def test_every_pin_has_hashes_and_nothing_else_stands_there(lock: Path) -> None:
    found = pins(lock)
    assert len(found) > 10
    assert [pin for pin, hashes in found.items() if hashes == 0] == []


def test_compiled_packages_are_locked_for_several_platforms() -> None:
    found = {name: hashes for (name, _, _), hashes in pins(RUN).items()}
    for name in ("msgspec", "numpy", "pyside6-essentials", "shiboken6", "sqlalchemy"):
        assert found[name] >= 4, f"{name} is locked for {found[name]} files only"


def test_development_holds_the_versions_of_the_run() -> None:
    assert pins(RUN).keys() <= pins(DEVELOPMENT).keys()


def test_every_declared_dependency_is_locked() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    declared = [*project["project"]["dependencies"], *groups["build"]]
    tools = [each for each in groups["dev"] if isinstance(each, str)]
    assert plain_names(declared) <= {name for name, _, _ in pins(RUN)}
    assert plain_names(tools) <= {name for name, _, _ in pins(DEVELOPMENT)}
    assert plain_names(tools).isdisjoint({name for name, _, _ in pins(RUN)})


def plain_names(requirements: list[str]) -> set[str]:
    return {re.split(r"[^A-Za-z0-9_.-]", each)[0].lower() for each in requirements}
