"""Turn the design tokens into colours, fonts, a palette and one style sheet.

The tokens (``resources/themes/demarche.toml``) hold a light and a dark scheme; lengths are in
device-independent pixels. The scheme follows the system unless one was asked for.
"""

import math
import tomllib
from functools import cache
from string import Template
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyleFactory

from db.vocabularies import Act
from desktop.assets import resources

SERIF_FAMILIES = ["Noto Serif", "DejaVu Serif", "Georgia", "Liberation Serif"]
MIN_PIXELS = 8
STILL = "still"
"""The application's property that holds whether less motion is asked for."""
PLATFORM_PIXELS = "platform-pixels"
"""The application's property that holds the size of the platform's text, as it was before any window enlarged it."""
TINTS = ("side", "stance", "certainty", "label")
"""What colours of marks can tell beside acts, and the user's labels; each is a section of both schemes."""


@cache
def tokens() -> dict[str, Any]:
    """Return the design tokens as written."""
    with (resources() / "themes" / "demarche.toml").open("rb") as file:
        return tomllib.load(file)


class Theme(Struct, frozen=True):
    """One scheme: its colours by token name, the five act colours and the text sizes in pixels.

    ``tints`` are the colours of marks by what they tell ("act", "side", "stance", "certainty"), by code; under
    "label" those of the user's labels.
    ``scale`` is the platform's text size over the designed one, never below 1, times what the user asked for in
    the whole window; ``steps`` are the pixels that the user added to what is read in the text panels.
    """

    name: str
    colours: dict[str, QColor]
    acts: dict[Act, QColor]
    tints: dict[str, tuple[QColor, ...]]
    glyph: QColor
    scale: float
    steps: int = 0

    def __getitem__(self, token: str) -> QColor:
        return self.colours[token]

    @property
    def dark(self) -> bool:
        """Tell whether this is the dark scheme."""
        return self.name == "dark"

    def pixels(self, size: str) -> int:
        """Return a text size ("tiny" to "title") in pixels."""
        return round(float(tokens()["text"][size]) * self.scale)

    def font(self, size: str = "body", *, bold: bool = False, serif: bool = False) -> QFont:
        """Return the platform's font, or the reading serif, at a token's size."""
        font = QFont(QApplication.font())
        if serif:
            font.setFamilies(SERIF_FAMILIES)
            font.setStyleHint(QFont.StyleHint.Serif)
        font.setPixelSize(self.pixels(size))
        font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def text_font(self, size: str = "body", *, bold: bool = False, serif: bool = False) -> QFont:
        """Return a font for what is read in the text panels, where the user may enlarge it."""
        font = self.font(size, bold=bold, serif=serif)
        font.setPixelSize(max(MIN_PIXELS, font.pixelSize() + self.steps))
        return font

    def line_height(self, size: str, font: QFont) -> int:
        """Return the height of a line of the section ``line-height``, in proportion to the font's real size."""
        text = "body" if size == "quote" else size
        return round(float(tokens()["line-height"][size]) * font.pixelSize() / float(tokens()["text"][text]))

    def length(self, token: str) -> int:
        """Return a length of the section ``size`` in pixels; rows grow with larger fonts, up to an even pixel."""
        base = int(tokens()["size"][token])
        return base if self.scale <= 1 else 2 * math.ceil(base * self.scale / 2 - 1e-6)


def motion(name: str) -> int:
    """Return how long a movement of the section ``motion`` takes in ms, 0 where the system asks for less motion.

    Qt passes on some systems' wish through the style's duration of animations; :class:`Appearance` knows of others
    and of the user's own.
    """
    application = QApplication.instance()
    if application is not None and application.property(STILL):
        return 0
    wanted = QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration)
    return int(tokens()["motion"][name]) if wanted > 0 else 0


def _platform_pixels(application: QApplication) -> float:
    """Return the size of the platform's text in pixels, of which a window before this one may have left a multiple."""
    kept = application.property(PLATFORM_PIXELS)
    if kept is None:
        kept = QFontInfo(application.font()).pixelSize()
        application.setProperty(PLATFORM_PIXELS, kept)
    return float(kept)


def in_scheme(theme: Theme, name: str) -> Theme:
    """Return the theme as it is in the scheme "light" or "dark"."""
    return theme if theme.name == name else _build(name, theme.scale, theme.steps)


def _build(name: str, scale: float, steps: int) -> Theme:
    section = dict(tokens()[name])
    acts = dict(section.pop("act"))
    glyph = QColor(acts.pop("glyph"))
    tints = {told: tuple(QColor(value) for value in section.pop(told).values()) for told in TINTS}
    return Theme(
        name=name,
        colours={token: QColor(value) for token, value in section.items()},
        acts={act: QColor(acts[act.value]) for act in Act},
        tints={"act": tuple(QColor(acts[act.value]) for act in Act), **tints},
        glyph=glyph,
        scale=scale,
        steps=steps,
    )


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: "surface",
        QPalette.ColorRole.WindowText: "ink",
        QPalette.ColorRole.Base: "ground",
        QPalette.ColorRole.AlternateBase: "surface",
        QPalette.ColorRole.Text: "ink",
        QPalette.ColorRole.Button: "surface",
        QPalette.ColorRole.ButtonText: "ink",
        QPalette.ColorRole.ToolTipBase: "raised",
        QPalette.ColorRole.ToolTipText: "ink",
        QPalette.ColorRole.Highlight: "select-soft",
        QPalette.ColorRole.HighlightedText: "ink",
        QPalette.ColorRole.Link: "accent",
        QPalette.ColorRole.LinkVisited: "accent",
        QPalette.ColorRole.PlaceholderText: "ink-3",
        QPalette.ColorRole.Accent: "accent",
        QPalette.ColorRole.Mid: "line-strong",
    }
    for role, token in roles.items():
        palette.setColor(role, theme[token])
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme["ink-3"])
    return palette


def _style_sheet(theme: Theme) -> str:
    template = Template((resources() / "themes" / "demarche.qss").read_text(encoding="utf-8"))
    values = {token.replace("-", "_"): colour.name() for token, colour in theme.colours.items()}
    values |= {
        f"text_{size}": f"{theme.pixels(size)}px" for size in tokens()["text"] if size not in ("bold", "regular")
    }
    values |= {f"size_{size.replace('-', '_')}": f"{theme.length(size)}px" for size in tokens()["size"]}
    values["themes"] = (resources() / "themes").as_posix()
    values["scheme"] = theme.name
    return template.substitute(values)


class Appearance(QObject):
    """The theme in force. Sets palette and style sheet once per change and says so."""

    changed = Signal()

    def __init__(self, application: QApplication, scheme: str | None = None) -> None:
        """Dress ``application``; ``scheme`` "light" or "dark" overrules the system's."""
        super().__init__(application)
        self._application = application
        self._forced = scheme
        style = QStyleFactory.create("Fusion")
        application.setStyle(style)
        self._steps, self._percent = 0, 100
        self._still = {"user": False, "system": False}
        application.setProperty(STILL, False)  # noqa: FBT003 - Qt's own
        self._scale = max(1.0, _platform_pixels(application) / tokens()["text"]["body"])
        self.theme = self._dress()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)

    @Slot(Qt.ColorScheme)
    def _follow(self, _scheme: Qt.ColorScheme) -> None:
        if self._forced is None:
            self.theme = self._dress()
            self.changed.emit()

    def force(self, scheme: str | None) -> None:
        """Use "light" or "dark", or follow the system again with None."""
        self._forced = scheme
        self.theme = self._dress()
        self.changed.emit()

    def set_text_steps(self, steps: int) -> None:
        """Enlarge what is read in the text panels by as many pixels; below 0 makes it smaller."""
        if steps != self._steps:
            self._steps = steps
            self.theme = replace(self.theme, steps=steps)
            self.changed.emit()

    @Slot(bool)
    def set_still(self, still: bool) -> None:  # noqa: FBT001 - a slot's signature
        """Let nothing glide, fade or flash, because the user wishes so; or let it, if the system does not mind."""
        self._keep_still("user", still)

    @Slot(bool)
    def follow_system(self, still: bool) -> None:  # noqa: FBT001 - a slot's signature
        """Let nothing glide, fade or flash where the system asks for less motion."""
        self._keep_still("system", still)

    def _keep_still(self, whose: str, wished: object) -> None:
        self._still[whose] = bool(wished)
        self._application.setProperty(STILL, any(self._still.values()))

    def set_window_text(self, percent: int) -> None:
        """Enlarge all text of the window, and what is laid out by it, to so many hundredths of the platform's size."""
        if percent != self._percent:
            self._percent = percent
            self.theme = self._dress()
            self.changed.emit()

    def _dress(self) -> Theme:
        scheme = self._forced
        if scheme is None:
            system = QGuiApplication.styleHints().colorScheme()
            scheme = "dark" if system is Qt.ColorScheme.Dark else "light"
        theme = _build(scheme, self._scale * self._percent / 100, self._steps)
        self._application.setPalette(_palette(theme))
        self._application.setFont(theme.font("body"))
        self._application.setStyleSheet(_style_sheet(theme))
        return theme
