"""What is seen on the canvas: colours, grounds, rules, connectors, headers, at several device pixel ratios."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter

from db.marks import Drawing, Flag
from db.vocabularies import Act, Kind, Status, Type
from desktop.views.timeline.frame import places
from desktop.views.timeline.painter import CanvasPainter
from desktop.views.timeline.style import AXIS, Style
from desktop.wording import date_words
from tests.ui.canvas import Stand, open_stand
from tests.ui.sample import Spec, marks_of, show

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

DAY = date(2020, 6, 10)


def _colours(picture: QImage, box: QRect) -> set[str]:
    box = box.intersected(picture.rect())
    return {
        picture.pixelColor(x, y).name()
        for x in range(box.left(), box.right() + 1)
        for y in range(box.top(), box.bottom() + 1)
    }


def _box(stand: Stand, row: int) -> QRect:
    display = stand.timeline.stage.canvas.display
    assert display is not None
    _, _, ground = next(iter(places(display, {row})))
    return ground.translated(stand.timeline.stage.canvas.plot_x, AXIS).toAlignedRect()


def _act(stand: Stand, act: Act) -> str:
    return stand.appearance.theme.acts[act].name()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_mark_has_the_colour_of_its_act(qtbot: QtBot, scheme: str) -> None:
    kinds = [
        (Type.CONSULT, Act.VERBAL_COOPERATION),
        (Type.AID, Act.MATERIAL_COOPERATION),
        (Type.ACCUSE, Act.VERBAL_CONFLICT),
        (Type.ASSAULT, Act.MATERIAL_CONFLICT),
        (Type.STATEMENT, Act.STATEMENT),
    ]
    specs = [Spec(type_, type_, Kind.STATEMENT, first=DAY + timedelta(n)) for n, (type_, _) in enumerate(kinds)]
    stand = open_stand(qtbot, marks_of(specs), scheme=scheme)
    picture = stand.picture()
    for row, (_, act) in enumerate(kinds):
        assert _act(stand, act) in _colours(picture, _box(stand, row))


def test_a_selection_is_ink_with_paper_text_and_a_hover_is_tinted(qtbot: QtBot) -> None:
    stand = open_stand(qtbot, marks_of([Spec("First", first=DAY), Spec("Second", first=DAY + timedelta(9))]))
    theme = stand.appearance.theme
    stand.session.select([0])
    stand.session.hover(1)
    picture = stand.picture()
    chosen, hovered = _box(stand, 0), _box(stand, 1)
    assert picture.pixelColor(chosen.left() + 2, chosen.center().y()) == theme["select"]
    assert theme["select-text"].name() in _colours(picture, chosen)
    assert picture.pixelColor(hovered.left() + 2, hovered.center().y()) == theme["hover"]
    stand.session.clear_selection()
    assert stand.picture().pixelColor(chosen.left() + 2, chosen.center().y()) == theme["ground"]


def _rule(stand: Stand, row: int = 0) -> list[str]:
    """Return the colours along the rule of a row, from left to right."""
    display, picture = stand.timeline.stage.canvas.display, stand.picture()
    assert display is not None
    y = round(AXIS + float(display.marks.y[0]) - 11 + 1)
    assert row == 0
    return [picture.pixelColor(x, y).name() for x in range(150, 990)]


def _extent(qtbot: QtBot, drawing: Drawing, **more: object) -> Stand:
    spec = Spec("Some days", Type.ASSAULT, first=DAY, last=DAY + timedelta(9), drawing=drawing, **more)  # type: ignore[arg-type]
    return open_stand(qtbot, marks_of([spec, Spec("Later", side="Eastmark", first=date(2020, 7, 20))]))


def test_all_of_these_days_is_one_solid_rule(qtbot: QtBot) -> None:
    stand = _extent(qtbot, Drawing.EXTENT)
    colours = _rule(stand)
    inked = [x for x, colour in enumerate(colours) if colour == _act(stand, Act.MATERIAL_CONFLICT)]
    assert inked == list(range(inked[0], inked[-1] + 1))
    assert len(inked) == pytest.approx(10 * stand.timeline.stage.camera.view.scale.day_width, abs=2)


def test_some_day_of_these_is_a_dash_a_day_over_a_hollow_mark(qtbot: QtBot) -> None:
    stand = _extent(qtbot, Drawing.ONE_OF)
    red = _act(stand, Act.MATERIAL_CONFLICT)
    colours = _rule(stand)
    dashes = sum(1 for before, after in pairwise(colours) if before != red and after == red)
    assert dashes == 10
    corner = stand.at(0) + QPoint(-4, -4)
    assert stand.colour(corner) == stand.appearance.theme["ground"]


def test_an_uncertain_rule_fades_to_its_bounds(qtbot: QtBot) -> None:
    stand = _extent(qtbot, Drawing.UNCERTAIN)
    red = QColor(_act(stand, Act.MATERIAL_CONFLICT))
    colours = [QColor(colour) for colour in _rule(stand)]
    greens = [colour.green() for colour in colours]
    inked = [x for x, colour in enumerate(colours) if colour.red() - colour.green() > 20]
    middle = (inked[0] + inked[-1]) // 2
    assert greens[middle] == pytest.approx(red.green(), abs=12)
    assert greens[inked[0] + 2] > greens[(inked[0] + middle) // 2] > greens[middle]
    assert greens[inked[-1] - 2] > greens[middle]


def test_a_planned_mark_has_a_broken_outline_and_a_claimed_one_a_cut_corner(qtbot: QtBot) -> None:
    for status in (Status.PLANNED, Status.CLAIMED):
        plain = open_stand(qtbot, marks_of([Spec("A call", first=DAY)])).picture()
        stand = open_stand(qtbot, marks_of([Spec("A call", first=DAY, status=status)]))
        assert stand.picture().copy(_box(stand, 0)) != plain.copy(_box(stand, 0))


def test_the_number_of_sources_stands_behind_the_label_from_two_on(qtbot: QtBot) -> None:
    far = Spec("Far away", side="Eastmark", first=DAY + timedelta(30))
    one = open_stand(qtbot, marks_of([Spec("A call", first=DAY), far]))
    two = open_stand(qtbot, marks_of([Spec("A call", first=DAY, sources=2), far]))
    assert _box(two, 0).width() - _box(one, 0).width() >= 5


def test_a_statement_is_connected_with_its_addressee_s_lane(qtbot: QtBot) -> None:
    spoken = Spec("A demand", Type.REQUEST, Kind.STATEMENT, "Northland", DAY, addressee="Seaboard")
    between = Spec("Something between them", side="Eastmark", first=DAY - timedelta(2))
    other = Spec("Elsewhere", side="Seaboard", first=DAY + timedelta(9))
    stand = open_stand(qtbot, marks_of([spoken, between, other]))
    row = stand.titled("A demand")
    frame = stand.timeline.stage.frame()
    assert frame is not None
    assert frame.links.lines == ()
    stand.session.select([row])
    frame = stand.timeline.stage.frame()
    assert frame is not None
    (line,) = frame.links.lines
    assert line.head
    picture, ink = stand.picture(), stand.appearance.theme["ink"]
    x = round(line.x + frame.plot_x)
    column = {picture.pixelColor(x + dx, round(AXIS + (line.y0 + line.y1) / 2)).name() for dx in (-1, 0, 1)}
    label = _box(stand, stand.titled("Something between them"))
    if not label.contains(QPoint(x, label.center().y())):
        assert ink.name() in column
    assert frame.links.lanes == {0: "speaker", 2: "addressee"}


def test_a_label_that_a_connector_crosses_stays_readable(qtbot: QtBot) -> None:
    spoken = Spec("A demand", Type.REQUEST, Kind.STATEMENT, "Northland", DAY, addressee="Seaboard")
    crossed = Spec("Something long between the two of them", side="Eastmark", first=DAY - timedelta(4))
    stand = open_stand(qtbot, marks_of([spoken, crossed, Spec("Elsewhere", side="Seaboard", first=DAY)]))
    label = _box(stand, stand.titled("Something long between the two of them")).adjusted(24, 2, -4, -2)
    before = stand.picture().copy(label)
    stand.session.select([stand.titled("A demand")])
    assert stand.picture().copy(label) == before


def test_a_lane_name_that_is_too_long_gives_way_to_its_short_form(qtbot: QtBot) -> None:
    from desktop.views.timeline.headers import fitting_name

    stand = open_stand(qtbot, marks_of([Spec("A call", first=DAY)]))
    frame, style = stand.timeline.stage.frame(), stand.timeline.stage.canvas.style
    assert frame is not None
    frame = replace(frame, names=("United Kingdom of Somewhere",), labels=("UKS",))
    assert fitting_name(frame, 0, 300, style) == "United Kingdom of Somewhere"
    assert fitting_name(frame, 0, 90, style) == "UKS"
    assert fitting_name(frame, 0, 20, style).endswith("…")


def test_headers_stay_while_the_plot_moves(qtbot: QtBot) -> None:
    stand = open_stand(qtbot)
    header = QRect(0, 41, 137, 60)
    before = stand.picture().copy(header)
    stand.session.span_requested.emit(stand.span[0] + 3000, stand.span[1] + 3000)
    stand.settle()
    assert stand.picture().copy(header) == before


def test_a_lane_with_nothing_in_view_says_what_lies_before_and_after(qtbot: QtBot) -> None:
    specs = [Spec("Early", first=date(2020, 1, 1)), Spec("Late", first=date(2020, 12, 1))]
    stand = open_stand(qtbot, marks_of([*specs, Spec("Now", side="Eastmark", first=DAY)]))
    display = stand.timeline.stage.canvas.display
    assert display is not None
    band = display.bands[0]
    assert (band.form.value, band.height, band.before, band.after) == ("closed", 26, 1, 1)
    strip = QRect(146, round(AXIS + band.y) + 2, 90, 22)
    assert len(_colours(stand.picture(), strip)) > 3


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_hairlines_are_one_device_pixel_at_every_ratio(qtbot: QtBot, ratio: float) -> None:
    stand = open_stand(qtbot)
    frame = stand.timeline.stage.frame()
    assert frame is not None
    style = Style.build(stand.appearance.theme, ratio)
    picture = QImage(round(1004 * ratio), round(566 * ratio), QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(ratio)
    painter = QPainter(picture)
    CanvasPainter(stand.marks, style, date_words()).paint(painter, frame)
    painter.end()
    line = stand.appearance.theme["line"].name()
    x = round(60 * ratio)
    column = [picture.pixelColor(x, y).name() for y in range(round(42 * ratio), picture.height())]
    runs = "".join("#" if colour == line else " " for colour in column).split()
    assert runs
    assert set(runs) == {"#"}


def test_a_bigger_system_font_makes_rows_and_text_grow_together(qtbot: QtBot) -> None:
    stand = open_stand(qtbot)
    theme = stand.appearance.theme
    bigger = type(theme)(**{name: getattr(theme, name) for name in theme.__struct_fields__} | {"scale": 1.5})
    assert Style.build(bigger, 1.0).unit == pytest.approx(1.5)


def test_dense_lanes_are_strips_that_count_truly(qtbot: QtBot) -> None:
    from tests.ui.synthetic import synthetic_marks

    stand = open_stand(qtbot, synthetic_marks(20_000))
    stand.timeline.commands["fit"]()
    stand.settle()
    display = stand.timeline.stage.canvas.display
    assert display is not None
    assert len(display.bars) > 0
    picture = stand.picture()
    colours = _colours(picture, QRect(146, 41, 850, 80))
    assert _act(stand, Act.VERBAL_COOPERATION) in colours
    assert _act(stand, Act.VERBAL_CONFLICT) in colours
    assert display.strip_key is not None
    counts = display.bars.count.sum(axis=1)
    assert counts.max() > 50


def test_one_level_of_detail_fades_into_the_next(qtbot: QtBot) -> None:
    stand = open_stand(qtbot)
    stage = stand.timeline.stage
    middle = stand.middle
    stand.session.span_requested.emit(middle - 3 * 1440, middle + 3 * 1440)
    assert stage.fading.active
    during = stand.picture()
    stand.bot.waitUntil(lambda: not stage.fading.active, timeout=1000)
    assert stand.picture() != during


def test_panning_fades_nothing(qtbot: QtBot) -> None:
    stand = open_stand(qtbot)
    stage, middle = stand.timeline.stage, stand.middle
    stand.session.span_requested.emit(middle - 3 * 1440, middle + 3 * 1440)
    stand.bot.waitUntil(lambda: not stage.fading.active, timeout=1000)
    stand.session.span_requested.emit(middle - 2 * 1440, middle + 4 * 1440)
    assert not stage.fading.active


def test_a_mark_at_the_edge_tells_that_there_are_more_lanes(qtbot: QtBot) -> None:
    stand = open_stand(qtbot)
    bar = stand.appearance.theme["line-strong"]
    assert stand.colour(QPoint(1000, 80)) == bar
    few = open_stand(qtbot, marks_of([Spec("A call", first=DAY)]))
    assert few.colour(QPoint(1000, 80)) != bar


def test_hostile_titles_and_dates_are_drawn(qtbot: QtBot) -> None:
    titles = ["x" * 10_000, "👩‍👩‍👧 مرحبا بالعالم", "e" + "\u0301" * 500, "", "a\nb\tc", "\u202eback"]
    specs = [Spec(title, first=DAY + timedelta(n), id=f"t{n}") for n, title in enumerate(titles)]
    specs.append(Spec("In the year 1", side="Eastmark", first=date(1, 1, 1)))
    specs.append(Spec("In the last year", side="Eastmark", first=date(9999, 12, 31)))
    specs.append(Spec("Ever since", side="Seaboard", first=DAY, last=None, drawing=Drawing.EXTENT, extra=Flag.OPEN_END))
    stand = open_stand(qtbot, marks_of(specs))
    assert stand.picture().width() == 1004
    stand.timeline.commands["fit"]()
    stand.settle()
    assert len(_colours(stand.picture(), QRect(146, 41, 850, 80))) > 2


def test_a_new_library_and_a_new_theme_are_drawn_at_once(qtbot: QtBot) -> None:
    stand = open_stand(qtbot, marks_of([Spec("Old", first=DAY)]))
    before = stand.picture()
    show(stand.session, marks_of([Spec("New and longer", first=DAY, side="Eastmark")]))
    assert stand.picture() != before
    stand.appearance.force("dark")
    assert stand.colour(QPoint(500, 500)) == stand.appearance.theme["ground"]


def test_without_any_entries_there_is_ground_and_no_error(qtbot: QtBot) -> None:
    stand = open_stand(qtbot, marks_of([]))
    assert stand.colour(QPoint(500, 300)) == stand.appearance.theme["ground"]
    for command in ("zoom-in", "fit", "fit-selection", "fit-focus", "next", "back"):
        stand.timeline.commands[command]()
    assert np.isfinite(stand.timeline.stage.camera.span).all()


def test_a_screen_reader_hears_what_is_in_view_and_what_has_the_focus(qtbot: QtBot) -> None:
    stand = open_stand(qtbot, marks_of([Spec("A call", first=DAY), Spec("Later", first=DAY + timedelta(9))]))
    assert stand.timeline.accessibleName() == "Timeline"
    assert stand.timeline.accessibleDescription().startswith("2 entries in 1 lanes in view, ")
    stand.timeline.stage.choosing.enter()
    assert stand.timeline.accessibleDescription().startswith("A call. Wednesday 10 June 2020.")


def test_no_date_on_the_axis_is_cut_by_the_right_edge(qtbot: QtBot) -> None:
    stand = open_stand(qtbot, marks_of([Spec("First", first=DAY), Spec("Last", first=DAY + timedelta(24))]))
    words = stand.appearance.theme["ink-2"].lightness() + 40
    edge, dates = stand.picture().width() - 1, set()
    for _ in range(30):
        start = stand.ground()
        stand.drag(start, start - QPoint(11, 0))
        stand.settle()
        picture = stand.picture()
        assert [y for y in range(25, 35) if picture.pixelColor(edge, y).lightness() < words] == []
        ticks = stand.timeline.stage.canvas.ticks
        assert ticks is not None
        dates |= {label.day for label in ticks.lower}
    assert len(dates) > 4
