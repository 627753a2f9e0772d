"""Device pixel ratios: hairlines of one device pixel, labels and marks on device pixels, a change of screen."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.timeline.style import AXIS
from tests.ui.canvas import Stand, open_stand

RATIOS = [1.0, 1.25, 1.5, 2.0]


def move_to_screen(widget: QWidget, ratio: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a widget find itself on a screen of another ratio, as when its window is dragged there."""
    monkeypatch.setattr(widget, "devicePixelRatioF", lambda: ratio, raising=False)
    QApplication.sendEvent(widget, QEvent(QEvent.Type.DevicePixelRatioChange))


def rendered(widget: QWidget, ratio: float) -> QImage:
    pixmap = QPixmap(round(widget.width() * ratio), round(widget.height() * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.magenta)
    widget.render(pixmap)
    return pixmap.toImage().convertToFormat(QImage.Format.Format_RGB32)


@pytest.fixture(params=RATIOS)
def ratio(request: pytest.FixtureRequest) -> float:
    return float(request.param)


@pytest.fixture
def stand(qtbot: QtBot, ratio: float, monkeypatch: pytest.MonkeyPatch) -> Stand:
    made = open_stand(qtbot)
    for widget in (made.timeline, made.overview):
        move_to_screen(widget, ratio, monkeypatch)
    return made


def test_the_lines_between_lanes_and_beside_the_headers_are_one_device_pixel(stand: Stand, ratio: float) -> None:
    picture, line = rendered(stand.timeline, ratio), stand.appearance.theme["line"].name()
    column = [picture.pixelColor(round(60 * ratio), y).name() for y in range(round(42 * ratio), picture.height())]
    runs = "".join("#" if colour == line else " " for colour in column).split()
    assert len(runs) > 3
    assert set(runs) == {"#"}
    row = [picture.pixelColor(x, round(43 * ratio)).name() for x in range(round(130 * ratio), round(144 * ratio))]
    assert row.count(line) == 1


def test_the_calendar_s_lines_are_one_device_pixel(stand: Stand, ratio: float) -> None:
    picture, theme = rendered(stand.timeline, ratio), stand.appearance.theme
    y = round((AXIS + 1) * ratio)
    row = [picture.pixelColor(x, y).name() for x in range(round(150 * ratio), picture.width())]
    for token in ("grid", "line"):
        runs = "".join("#" if colour == theme[token].name() else " " for colour in row).split()
        assert set(runs) <= {"#"}, token
    assert theme["grid"].name() in row


def test_labels_are_painted_for_the_screen_and_stand_on_its_pixels(stand: Stand, ratio: float) -> None:
    # At first labels are painted themselves, then ever more of them out of pixmaps: that is not to be seen.
    first, picture = rendered(stand.timeline, ratio), rendered(stand.timeline, ratio)
    # Between whole ratios a letter may stand a quarter of a pixel beside its place.
    assert apart(first, picture) <= (1 if ratio.is_integer() else 80)
    canvas = stand.timeline.stage.canvas
    assert canvas.painter is not None
    assert canvas.display is not None
    pixmaps = canvas.painter.titles.pictures.kept
    assert {pixmap.devicePixelRatio() for pixmap in pixmaps.values()} == {ratio}
    found = 0
    for row, pixmap in [(key[0], pixmap) for key, pixmap in pixmaps.items() if isinstance(key, tuple) and not key[1]][
        :6
    ]:
        at = canvas.display.labels.row.tolist().index(row)
        x = round(canvas.plot_x * ratio) + canvas.display.labels.x[at] * ratio
        y = round(AXIS * ratio) + (canvas.display.labels.y[at] - 13) * ratio
        if AXIS * ratio <= y and y + pixmap.height() < picture.height() and x + pixmap.width() < picture.width():
            assert comes_out(picture, pixmap.toImage(), round(x), round(y)), stand.marks.titles[row]
            found += 1
    assert found > 2


def apart(one: QImage, other: QImage) -> int:
    """Tell by how much the colours of two pictures differ at most, of 255."""
    pixels = [np.frombuffer(each.constBits(), np.uint8).astype(np.int16) for each in (one, other)]
    return int(np.abs(pixels[0] - pixels[1]).max())


def comes_out(picture: QImage, stamp: QImage, left: int, top: int) -> bool:
    """Tell whether every opaque pixel of a stamp is in a picture as it is, about a place: nothing is resampled."""
    inked = [
        (x, y) for x in range(stamp.width()) for y in range(stamp.height()) if stamp.pixelColor(x, y).alpha() == 255
    ]
    assert inked
    ways = [(left + dx, top + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
    return any(all(picture.pixel(x0 + x, y0 + y) == stamp.pixel(x, y) for x, y in inked) for x0, y0 in ways)


def test_marks_stand_on_the_screen_s_pixels(stand: Stand, ratio: float) -> None:
    picture, canvas = rendered(stand.timeline, ratio), stand.timeline.stage.canvas
    assert canvas.painter is not None
    assert canvas.display is not None
    marks, stamps = canvas.display.marks, canvas.painter._stamps
    found = 0
    for at in range(len(marks)):
        x, y, row = float(marks.x[at]), float(marks.y[at]), int(marks.row[at])
        if not (20 < x < 800 and 20 < y < stand.timeline.height() - AXIS - 20):
            continue
        colour = stand.appearance.theme.tints["act"][stand.marks.act[row]].rgb()
        key = (int(stand.marks.type[row]), int(stand.marks.kind[row]), int(marks.style[at]), colour, False, False)
        left = round(canvas.plot_x * ratio) + (x - stamps._half) * ratio
        top = round(AXIS * ratio) + (y - stamps._half) * ratio
        assert stamps._pixmaps[key].devicePixelRatio() == ratio
        assert comes_out(picture, stamps._pixmaps[key].toImage(), round(left), round(top)), stand.marks.titles[row]
        found += 1
    assert found > 10


def test_the_overview_is_painted_for_the_screen(stand: Stand, ratio: float) -> None:
    rendered(stand.overview, ratio)
    assert stand.overview._bars is not None
    assert stand.overview._bars.devicePixelRatio() == ratio
    picture, line = rendered(stand.overview, ratio), stand.appearance.theme["line-strong"].name()
    column = [picture.pixelColor(round(60 * ratio), y).name() for y in range(picture.height())]
    assert column[0] == line
    assert column.count(line) == 1


def test_a_change_of_screen_at_run_time_paints_anew_and_keeps_the_view(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand = open_stand(qtbot)
    stand.session.select([stand.rows_in_view()[0]])
    before, span = rendered(stand.timeline, 1.0), stand.span
    move_to_screen(stand.timeline, 2.0, monkeypatch)
    assert rendered(stand.timeline, 2.0).width() == 2 * before.width()
    assert stand.timeline.stage.canvas.style.ratio == 2.0
    assert stand.span == span
    move_to_screen(stand.timeline, 1.0, monkeypatch)
    assert apart(rendered(stand.timeline, 1.0), before) <= 1
