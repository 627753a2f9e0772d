"""The marks: every type and kind, their states, and the paths that they are parsed from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from db.vocabularies import ACT_OF_TYPE, Kind, Status, Type
from desktop.glyphs import is_dashed, mark_colours, mark_pixmap, outline, paint_mark, paint_small_mark, parse_path
from desktop.theme import Appearance, Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


@pytest.fixture(params=["light", "dark"])
def theme(qapp: QApplication, request: pytest.FixtureRequest) -> Theme:
    return Appearance(qapp, request.param).theme


def _paint(theme: Theme, of_type: Type, kind: Kind, size: int = 32, **states: bool) -> QImage:
    picture = QImage(size + 8, size + 8, QImage.Format.Format_RGB32)
    picture.fill(theme["ground"])
    painter = QPainter(picture)
    square = QRectF(4, 4, size, size)
    paint_mark(painter, square, of_type, kind, mark_colours(theme, ACT_OF_TYPE[of_type]), **states)
    painter.end()
    return picture


def _bytes(picture: QImage) -> bytes:
    return bytes(picture.constBits())


def test_no_two_types_of_one_act_look_alike_in_either_shape(theme: Theme) -> None:
    for kind in Kind:
        pictures = {_bytes(_paint(theme, of_type, kind, 16)) for of_type in Type}
        assert len(pictures) == len(Type)


def test_events_and_statements_differ_in_shape(theme: Theme) -> None:
    for of_type in Type:
        assert _paint(theme, of_type, Kind.EVENT) != _paint(theme, of_type, Kind.STATEMENT)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_state_is_to_be_seen(theme: Theme, kind: Kind) -> None:
    looks = [
        {},
        {"hollow": True},
        {"dashed": True},
        {"claimed": True},
        {"ring": True},
        {"hollow": True, "claimed": True},
    ]
    pictures = {_bytes(_paint(theme, Type.REQUEST, kind, 16, **look)) for look in looks}
    # On the ground of its own colour a ring of a selection is not seen; it is on ink.
    assert len(pictures) >= len(looks) - 1


def test_a_hollow_mark_shows_the_ground_within_and_its_act_as_outline(theme: Theme) -> None:
    picture = _paint(theme, Type.SUPPORT, Kind.EVENT, hollow=True)
    assert picture.pixelColor(4 + 7, 4 + 7) == theme["ground"]
    act = theme.acts[ACT_OF_TYPE[Type.SUPPORT]]
    assert picture.pixelColor(4 + 16, 4 + 16) == act
    assert act in [picture.pixelColor(4 + x, 4 + 20) for x in range(1, 5)]


def test_a_filled_mark_has_its_glyph_cut_out_in_the_glyph_s_colour(theme: Theme) -> None:
    picture = _paint(theme, Type.SUPPORT, Kind.STATEMENT)
    assert picture.pixelColor(4 + 16, 4 + 16) == theme.glyph
    assert picture.pixelColor(4 + 16, 4 + 4) == theme.acts[ACT_OF_TYPE[Type.SUPPORT]]


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_pixmaps_are_drawn_for_the_screen_and_not_scaled(theme: Theme, ratio: float) -> None:
    pixmap = mark_pixmap(Type.AGREE, Kind.EVENT, mark_colours(theme, ACT_OF_TYPE[Type.AGREE]), size=16, ratio=ratio)
    assert pixmap.devicePixelRatio() == ratio
    assert pixmap.width() == 16 * ratio
    ringed = mark_pixmap(
        Type.AGREE, Kind.EVENT, mark_colours(theme, ACT_OF_TYPE[Type.AGREE]), size=16, ratio=ratio, ring=True
    )
    assert ringed.width() == 20 * ratio


def test_small_marks_keep_the_two_shapes(theme: Theme) -> None:
    pictures = []
    for kind in Kind:
        picture = QImage(16, 16, QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        paint_small_mark(painter, QPointF(8, 8), kind, theme["ink"])
        painter.end()
        pictures.append(picture)
    square, disc = pictures
    assert square.pixelColor(5, 5) == theme["ink"]
    assert disc.pixelColor(4, 4) != theme["ink"]


def test_the_tail_of_a_statement_points_down_to_the_left() -> None:
    shape = outline(Kind.STATEMENT)
    assert shape.contains(QPointF(1.5, 14.8))
    assert not shape.contains(QPointF(14.5, 14.8))
    box = shape.boundingRect()
    assert (round(box.left(), 1), round(box.top(), 2)) == (0.5, 0.25)
    assert (round(box.right(), 1), round(box.bottom(), 2)) == (15.5, 15.75)


def test_paths_are_read_as_svg_writes_them() -> None:
    box = parse_path("M1 2 H5 V8 L.5 9Z").boundingRect()
    assert (box.left(), box.top(), box.right(), box.bottom()) == (0.5, 2, 5, 9)
    small = parse_path("M0 5 A5 5 0 0 1 10 5").boundingRect()
    assert (round(small.top(), 6), round(small.bottom(), 6)) == (0, 5)
    large = parse_path("M3 1 A5 5 0 1 1 3 9").boundingRect()
    assert large.width() > 7
    with pytest.raises(ValueError, match="path command expected"):
        parse_path("5 5")


def test_planned_and_postponed_are_dashed() -> None:
    assert [status for status in Status if is_dashed(status)] == [Status.PLANNED, Status.POSTPONED]
