"""What painting the canvas needs of the theme: colours, fonts and the grid of device pixels."""

from msgspec import Struct, field
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QApplication

from desktop.theme import Theme, tokens

AXIS = 40.0
"""Height of the axis."""
EDGE = 12.0
FIND_PAD, FIND_ABOVE, FIND_BELOW = 2.0, 12.0, 4.0
"""How far the ground of a hit reaches beyond its text, and above and below the baseline."""
WIDTHS_KEPT = 8192
SCROLL_ROOM = 8.0
"""Between the plot's end and the canvas's: there a bar tells of lanes out of view, and covers nothing that is read."""
COUNT_RIGHT = 128.0
"""Where the counts of lanes end; 10 left of the header's right edge."""


class Style(Struct, frozen=True):
    """A theme at one device pixel ratio.

    The canvas is laid out in units: pixels as designed. ``unit`` is the size of one in device-independent
    pixels (more than 1 for larger system fonts, so that rows and text grow together), ``ratio`` in device pixels.
    Where it is ``direct``, texts and marks are painted as they are, as files want them, and not by way of pixmaps,
    which belong to the GUI thread.
    """

    theme: Theme
    unit: float
    ratio: float
    fonts: dict[tuple[str, bool], QFont]
    metrics: dict[tuple[str, bool], QFontMetricsF]
    direct: bool = False
    _widths: dict[tuple[str, str, bool], float] = field(default_factory=dict)

    @classmethod
    def build(cls, theme: Theme, device_pixel_ratio: float, *, direct: bool = False) -> "Style":
        """Prepare fonts and colours for a theme."""
        unit = theme.length("lane-row") / tokens()["size"]["lane-row"]
        fonts = {
            (size, bold): _font(size, bold=bold)
            for size in ("tiny", "small", "label", "body")
            for bold in (False, True)
        }
        if direct:
            # A file names the very family that was measured, as another program's idea of the system's may be wider.
            for font in fonts.values():
                font.setFamily(QFontInfo(font).family())
        metrics = {key: QFontMetricsF(font) for key, font in fonts.items()}
        return cls(theme, unit, device_pixel_ratio * unit, fonts, metrics, direct)

    def __getitem__(self, token: str) -> QColor:
        return self.theme.colours[token]

    @property
    def hair(self) -> float:
        """Width of one device pixel in units."""
        return 1 / self.ratio

    def snap(self, value: float) -> float:
        """Move a coordinate to the nearest device pixel."""
        return round(value * self.ratio) / self.ratio

    def whole(self, length: float) -> float:
        """Round a length to whole device pixels, at least one."""
        return max(1, round(length * self.ratio)) / self.ratio

    def snapped(self, x0: float, y0: float, x1: float, y1: float) -> QRectF:
        """Return a rectangle whose edges lie on device pixels."""
        left, top = self.snap(x0), self.snap(y0)
        return QRectF(left, top, self.snap(x1) - left, self.snap(y1) - top)

    def ruler(self, size: str, *, bold: bool = False) -> QFontMetricsF:
        """Return the metrics of a font that share nothing with those here: for a thread, or for several in turn."""
        font = _font(size, bold=bold)
        font.setFamilies(self.fonts[size, bold].families())
        return QFontMetricsF(font)

    def font(self, size: str, *, bold: bool = False) -> QFont:
        """Return a font in units; the painter's scale makes it larger where the system's text is."""
        return self.fonts[size, bold]

    def width(self, text: str, size: str, *, bold: bool = False) -> float:
        """Return the advance of a text in units."""
        key = (text, size, bold)
        known = self._widths.get(key)
        if known is None:
            if len(self._widths) > WIDTHS_KEPT:
                self._widths.clear()
            known = self._widths[key] = self.metrics[size, bold].horizontalAdvance(text)
        return known


def find_ground(x: float, baseline: float, width: float, style: Style) -> QRectF:
    """Return the ground of a hit behind a text of the size of labels: ``width`` from ``x`` on, and a little more."""
    return style.snapped(x - FIND_PAD, baseline - FIND_ABOVE, x + width + FIND_PAD, baseline + FIND_BELOW)


def _font(size: str, *, bold: bool) -> QFont:
    font = QFont(QApplication.font())
    font.setPixelSize(int(tokens()["text"][size]))
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    # Coloured edges would come and go: what stands in a pixmap has none, and what is drawn itself would have them.
    font.setStyleStrategy(QFont.StyleStrategy.NoSubpixelAntialias)
    return font
