"""Widths of labels: what is added up from pairs of letters is what Qt measures."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication

from desktop.theme import Appearance
from desktop.views.timeline.advances import Advances
from desktop.views.timeline.style import Style

TEXTS = (
    "",
    "AVATAR To Ty, We. Yo",
    "Çavuşoğlu’s “visit” – to Łódź, 3 March 2020",
    "",
    "ليبيا وتركيا",
    "Zażółć 中文 👩‍👩‍👧 é",
    "tab\tand \ud800 half a pair",
    "A",
)


@pytest.fixture
def metrics(qapp: QApplication) -> Callable[[str], QFontMetricsF]:
    style = Style.build(Appearance(qapp, "light").theme, 1.0)
    return lambda size: style.metrics[size, False]


@pytest.mark.parametrize("size", ["tiny", "label"])
def test_texts_are_as_wide_as_qt_says(metrics: Callable[[str], QFontMetricsF], size: str) -> None:
    measured = Advances(metrics(size))
    expected = [metrics(size).horizontalAdvance(text) for text in TEXTS]
    assert measured.of(TEXTS).tolist() == pytest.approx(expected, abs=0.01)
    assert measured.of(TEXTS[::-1]).tolist() == pytest.approx(expected[::-1], abs=0.01)
    assert measured.of(("", "")).tolist() == [0.0, 0.0]
    assert measured.of(()).tolist() == []
