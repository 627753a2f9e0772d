"""What the application remembers between starts, as one frozen value.

A stored value that makes no sense is replaced by its default and said in the log; nothing here can keep the
window from opening.
"""

import logging
from typing import Any

from msgspec import Struct, field
from msgspec.structs import fields, replace
from PySide6.QtCore import QByteArray, QSettings

log = logging.getLogger(__name__)

SCHEMES = ("system", "light", "dark")
GROUPINGS = ("side", "actor", "type", "quad", "article", "channel", "stance", "position")
"""The values that lanes can be laid out by: the keys of :attr:`db.marks.Marks.groupings`."""
TEXT_STEPS = range(-3, 9)
WINDOW_TEXT = (100, 110, 125, 150, 175, 200)
"""Hundredths of the platform's text size that the whole window may have."""

CLOCKS = ("happened", "reported")
"""The values of :class:`db.reported.Clock`."""

COLOURINGS = ("act", "side", "stance", "certainty")
"""What colours can tell: the values of :class:`desktop.timeline.colouring.Colouring`."""


class Settings(Struct, frozen=True):
    """The user's choices. ``text_steps`` are pixels added to what is read; the byte arrays are Qt's own."""

    scheme: str = "system"
    wheel_zooms: bool = False
    relations: bool = False
    text_steps: int = 0
    grouping: str = "side"
    colouring: str = "act"
    lanes: str = ""
    """What was done with the lanes, as :class:`desktop.timeline.lane_orders.LaneOrders` writes and checks it."""
    filters_open: bool = True
    chronology_open: bool = True
    geometry: QByteArray = field(default_factory=QByteArray)
    panels: QByteArray = field(default_factory=QByteArray)
    keys: str = ""
    """The keys that the user gave to commands, as :class:`desktop.shortcuts.KeyTable` writes and checks them."""
    recent: str = ""
    """Ids of the commands that were last chosen from the palette, the latest first, with spaces between."""
    window_text: int = 100
    """Hundredths of the platform's text size that the whole window has: one of WINDOW_TEXT."""
    less_motion: bool = False
    chronology: str = ""
    """How the chronology's table was left, as :mod:`desktop.views.chronology.kept` writes and checks it."""
    export: str = ""
    """What was chosen in the export dialogs, as :class:`desktop.export_choices.ExportChoices` writes and checks it."""
    facets: str = ""
    """The filters' sections that were opened or closed, as the panel writes and checks them."""
    clock: str = "happened"
    """By which of their dates entries are drawn: one of :class:`db.reported.Clock`."""


def _sound(name: str, value: Any, default: Any) -> bool:
    match name:
        case "scheme":
            return value in SCHEMES
        case "colouring":
            return value in COLOURINGS
        case "grouping":
            return value in GROUPINGS
        case "clock":
            return value in CLOCKS
        case "window_text":
            return value in WINDOW_TEXT
        case "text_steps":
            return isinstance(value, int) and value in TEXT_STEPS
        case _:
            return isinstance(value, type(default))


def load(store: QSettings) -> Settings:
    """Read the settings; values that are missing or make no sense are the defaults."""
    settings = Settings()
    for entry in fields(Settings):
        default = getattr(settings, entry.name)
        if not store.contains(entry.name):
            continue
        value = _read(store, entry.name, default)
        if _sound(entry.name, value, default):
            settings = replace(settings, **{entry.name: value})
        else:
            log.warning("setting %s has the unusable value %r; using %r", entry.name, value, default)
    return settings


def _read(store: QSettings, name: str, default: Any) -> Any:
    value = store.value(name)
    match default:
        case bool():
            return {"true": True, "false": False}.get(str(value).lower(), value)
        case int():
            text = str(value)
            return int(text) if text.removeprefix("-").isdecimal() else value
        case _:
            return value


def save(store: QSettings, settings: Settings) -> None:
    """Write every setting."""
    for entry in fields(Settings):
        store.setValue(entry.name, getattr(settings, entry.name))
    store.sync()
