"""Icons and words on screen: every one that is named is there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor

import desktop
from db.filters import Word
from db.vocabularies import Act, AnchorState, Basis, Form, Kind, Role, StanceValue, Status, Type
from desktop.assets import resources
from desktop.commands import COMMANDS
from desktop.icons import icon_pixmap, themed_icon
from desktop.vocabulary import named, value_name, within

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

ICONS = sorted(path.stem for path in (resources() / "icons").glob("*.svg"))


@pytest.mark.parametrize("name", ICONS)
@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
def test_an_icon_is_drawn_in_the_colour_that_is_asked_for(qapp: QApplication, name: str, ratio: float) -> None:
    image = icon_pixmap(name, QColor("#12ab34"), ratio=ratio).toImage()
    side = round(16 * ratio)
    assert (image.width(), image.height()) == (side, side)
    pixels = [image.pixelColor(x, y) for x in range(side) for y in range(side)]
    solid = [pixel for pixel in pixels if pixel.alpha() > 120]
    assert solid
    assert all(abs(pixel.red() - 0x12) < 9 and abs(pixel.green() - 0xAB) < 9 for pixel in solid)


def test_every_icon_that_is_named_exists_and_every_one_that_exists_is_named(qapp: QApplication) -> None:
    source = "\n".join(path.read_text() for path in Path(desktop.__file__).parent.rglob("*.py"))
    named_somewhere = set(re.findall(r'"([a-z-]+)"', source))
    assert set(ICONS) <= named_somewhere
    assert {command.icon for command in COMMANDS if command.icon} <= set(ICONS)
    for command in COMMANDS:
        if command.icon:
            assert not themed_icon(command.icon, QColor("black"), QColor("gray")).isNull()


@pytest.mark.parametrize("values", [Kind, Type, Act, Status, Basis, Form, Role, StanceValue, AnchorState, Word])
def test_every_value_has_words_of_its_own(values: type[Kind | Type | Act | Status | Word]) -> None:
    said = [named(value) for value in values]
    assert all(said)
    assert len(set(said)) == len(said)


def test_names_within_a_sentence_have_no_capital() -> None:
    assert within(Type.REQUEST) == "request"
    assert within(Act.VERBAL_CONFLICT) == "verbal conflict"


def test_filter_values_are_ours_where_they_are_enumerated_and_else_the_datasets() -> None:
    assert value_name(Word.QUAD, "material-conflict", "whatever") == "Material conflict"
    assert value_name(Word.SIDE, "northland", "Northland") == "Northland"
