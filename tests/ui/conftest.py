"""What tests of widgets share: one dressed application."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.theme import Appearance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication


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
