"""What measurements share: a table at the end that says what they come to, and against which goal."""

import pytest

NAME = 44


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print what each measurement noted, a line each."""
    measured = getattr(config, "_benchmarksession", None)
    if measured is None or not measured.benchmarks:
        return
    terminalreporter.section("measured, in CPU time or as a ratio within one run")
    for each in measured.benchmarks:
        noted = dict(each.extra_info)
        goal = noted.pop("goal", None)
        found = ", ".join(f"{name} {value}" for name, value in noted.items())
        told = f"{each.name.removeprefix('test_').replace('_', ' '):{NAME}} {found}"
        terminalreporter.line(told if goal is None else f"{told}  (goal: {goal})")
