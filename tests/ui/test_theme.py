"""The tokens keep their contrasts in both schemes, and the style sheet speaks of tokens that there are."""

from __future__ import annotations

import re
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from db.vocabularies import Act
from desktop import theme as themes
from desktop.assets import resources
from desktop.theme import tokens

if TYPE_CHECKING:
    from desktop.theme import Appearance

SCHEMES = ("light", "dark")
COLOURS = (".act", ".side", ".stance", ".certainty", ".label")
TEXT, SIGN = 4.5, 3.0
"""WCAG 2.2, 1.4.3 and 1.4.11: what text needs against its ground, and what signs need."""

GROUNDS = {
    "ink": ("ground", "surface", "raised", "select-soft", "hover", "find", "passage", "weekend"),
    "ink-2": ("ground", "surface", "raised", "select-soft", "hover"),
    "ink-3": ("ground", "surface", "raised"),
    "accent": ("ground", "surface", "raised"),
    "select-text": ("select",),
    "warn": ("ground", "surface"),
}
"""The grounds on which each colour of text stands."""


def channel(value: int) -> float:
    part = value / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def luminance(colour: str) -> float:
    """Return the relative luminance as WCAG 2.2 defines it."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue)


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == pytest.approx(1)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("text", "ground"), [(text, ground) for text, grounds in GROUNDS.items() for ground in grounds]
)
def test_text_can_be_read_on_every_ground_that_it_stands_on(scheme: str, text: str, ground: str) -> None:
    section = tokens()[scheme]
    assert contrast(section[text], section[ground]) >= TEXT


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", ["ground", "surface", "raised"])
def test_borders_of_fields_and_boxes_can_be_seen(scheme: str, ground: str) -> None:
    section = tokens()[scheme]
    assert contrast(section["control"], section[ground]) >= SIGN


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("act", list(Act))
def test_marks_can_be_told_from_their_ground_and_glyphs_from_their_marks(scheme: str, act: Act) -> None:
    section = tokens()[scheme]
    colour, glyph = section["act"][act.value], section["act"]["glyph"]
    for ground in ("ground", "surface", "hover", "select-soft", "weekend"):
        assert contrast(colour, section[ground]) >= SIGN, ground
    assert contrast(colour, glyph) >= SIGN
    assert contrast(colour, section["passage"]) >= SIGN, "the rule under a selected passage"
    # On the selection's ink a mark has a ring of the selection's text.
    assert contrast(section["select-text"], section["select"]) >= SIGN


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("kind", ["side", "stance", "certainty", "label"])
def test_other_colours_of_marks_are_signs_on_every_ground(scheme: str, kind: str) -> None:
    section = tokens()[scheme]
    for colour in section[kind].values():
        for ground in ("ground", "surface", "hover", "select-soft"):
            assert contrast(colour, section[ground]) >= SIGN, (colour, ground)
        assert contrast(colour, section["act"]["glyph"]) >= SIGN


def claims() -> list[tuple[str, str, str, float]]:
    """Return every contrast that a comment of the token file tells: scheme, colour, ground, figure."""
    told, section = [], ""
    for line in (resources() / "themes" / "demarche.toml").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line[1 : line.index("]")]
        elif section in SCHEMES and (match := re.match(r'([a-z0-9-]+)\s*= "#[0-9A-F]{6}"\s*# (.*)', line)):
            found = re.findall(r"([0-9]+\.[0-9])(?: on)? (ground|surface|raised|select-soft|select)\b", match[2])
            told += [(section, match[1], ground, float(figure)) for figure, ground in found]
        elif section.endswith(COLOURS) and (match := re.match(r"([a-z0-9-]+)\s*= \S+\s*# ([0-9./ ]+)", line)):
            figures = [float(figure) for figure in match[2].split("/")]
            grounds = ("ground", "surface", "hover", "select-soft", "glyph")
            told += [(section, match[1], *pair) for pair in zip(grounds, figures, strict=True)]
    return told


def test_the_figures_in_the_comments_are_true() -> None:
    told = claims()
    assert len(told) > 60
    for section, name, ground, figure in told:
        scheme, _, kind = section.partition(".")
        acts = {**tokens()[scheme], **tokens()[scheme]["act"], **(tokens()[scheme][kind] if kind else {})}
        assert contrast(acts[name], acts[ground]) == pytest.approx(figure, abs=0.06), (section, name, ground)


def test_both_schemes_have_the_same_tokens() -> None:
    light, dark = (tokens()[scheme] for scheme in SCHEMES)
    assert set(light) == set(dark)
    for kind in ("side", "stance", "certainty", "label"):
        assert list(light[kind]) == list(dark[kind]), "codes are places in the section"
    assert set(light["act"]) == set(dark["act"]) == {act.value for act in Act} | {"glyph"}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_name_in_the_style_sheet_is_a_token(appearance: Appearance, scheme: str) -> None:
    appearance.force(scheme)
    template = Template((resources() / "themes" / "demarche.qss").read_text(encoding="utf-8"))
    assert template.is_valid()
    names = set(template.get_identifiers())
    assert {"ground", "ink", "accent"} <= names
    sheet = re.sub(r"/\*.*?\*/", "", themes._style_sheet(appearance.theme), flags=re.DOTALL)
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}") > 20
    drawings = re.findall(r"url\(([^)]+)\)", sheet)
    assert drawings
    for path in drawings:
        assert tokens()[scheme]["ink"] in Path(path).read_text(encoding="utf-8"), path


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_palette_is_the_schemes(appearance: Appearance, scheme: str) -> None:
    appearance.force(scheme)
    palette = QApplication.palette()
    assert palette.color(QPalette.ColorRole.Base) == QColor(tokens()[scheme]["ground"])
    assert palette.color(QPalette.ColorRole.Text) == QColor(tokens()[scheme]["ink"])
    disabled = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert disabled == QColor(tokens()[scheme]["ink-3"])
    assert palette.color(QPalette.ColorRole.Highlight) == QColor(tokens()[scheme]["select-soft"])


def test_a_larger_system_font_makes_rows_higher_in_proportion(appearance: Appearance) -> None:
    large = themes._build("light", 1.5, 0)
    assert large.pixels("body") == round(1.5 * appearance.theme.pixels("body"))
    assert large.length("table-row") == 36
    assert large.length("facet-row") % 2 == 0
    assert appearance.theme.length("table-row") == 24
