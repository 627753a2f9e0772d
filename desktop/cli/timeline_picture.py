"""Draw the timeline into a file without a window: what ``demarche export`` does for pictures."""

import argparse
import os
from pathlib import Path
from typing import BinaryIO

from PySide6.QtWidgets import QApplication

from db.export.options import Written
from db.filters import Filter
from db.store import Store
from desktop.access import Access
from desktop.cli.picture import span_of
from desktop.cli.searched import checked
from desktop.picturing import Shown, write_picture
from desktop.places import name_application
from desktop.theme import Appearance
from desktop.timeline.index import untold
from desktop.timeline.indexes import Manner
from desktop.timeline.lanes import LaneOrder
from desktop.timeline.scale import Scale
from desktop.views.timeline.motion import View
from desktop.views.timeline.picture import PictureFormat, Wish
from desktop.views.timeline.subject import Subject

SIZE = (1600.0, 900.0)
"""Units of the canvas, of which only the width matters: all lanes are drawn."""


def write(
    options: argparse.Namespace, form: PictureFormat, store: Store, wanted: Filter, target: Path | BinaryIO
) -> Written:
    """Draw what a filter leaves; raises UsageError, FilterError and ExportError."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    name_application()
    qt = QApplication.instance()
    if not isinstance(qt, QApplication):
        qt = QApplication(["demarche"])
    theme = Appearance(qt, options.theme or "light").theme
    checked(store, wanted)
    found = Access(store).opened(wanted, Manner(options.group or "side"))
    span = None if options.span is None else span_of(options.span)
    subject = Subject(found.index, theme, LaneOrder(), View(Scale(0, 1)), SIZE)
    wish = Wish(form, span=span, across=options.pages or 1, scale=options.scale or 2.0)
    shown = Shown(found.library, wanted, found.shown.count, found.shown.undated)
    return write_picture(subject, wish, shown, target, untold)
