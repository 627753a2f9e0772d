"""What tests of widgets share: one dressed application."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import shiboken6

from desktop.theme import Appearance
from tests.ui.desk import Desk, open_desk, put_away

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> Appearance:
    """Return the application's appearance, light at first."""
    return Appearance(qapp, "light")


@pytest.fixture
def appearance(dressed: Appearance) -> Iterator[Appearance]:
    """Return the appearance, and leave it light and of the usual size."""
    yield dressed
    dressed.set_text_steps(0)
    if dressed.theme.dark:
        dressed.force("light")


@pytest.fixture
def desks(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    """Return how to open the application in the test's folder; every window is closed at the end."""
    opened: list[Desk] = []

    def open_(folder: Path | None = None, **how: object) -> Desk:
        opened.append(open_desk(qtbot, folder or tmp_path, **how))  # type: ignore[arg-type]
        return opened[-1]

    yield open_
    for desk in opened:
        if shiboken6.isValid(desk.window):
            put_away(desk)


@pytest.fixture
def desk(desks: Callable[..., Desk]) -> Desk:
    """Return the application, open on the dataset that comes with it."""
    return desks()
