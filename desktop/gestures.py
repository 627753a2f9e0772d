"""What pointer and keys do that is no command of its own, for the key sheet; marked for translation as commands are."""

from desktop.commands import QT_TRANSLATE_NOOP

GESTURES: tuple[tuple[str, str], ...] = (
    (QT_TRANSLATE_NOOP("Commands", "Wheel"), QT_TRANSLATE_NOOP("Commands", "Scroll the lanes; pan when all fit")),
    (QT_TRANSLATE_NOOP("Commands", "Shift+wheel"), QT_TRANSLATE_NOOP("Commands", "Pan in time")),
    (QT_TRANSLATE_NOOP("Commands", "Ctrl+wheel, pinch"), QT_TRANSLATE_NOOP("Commands", "Zoom about the pointer")),
    (QT_TRANSLATE_NOOP("Commands", "Wheel over axis or overview"), QT_TRANSLATE_NOOP("Commands", "Zoom")),
    (QT_TRANSLATE_NOOP("Commands", "Drag"), QT_TRANSLATE_NOOP("Commands", "Pan, with momentum")),
    (QT_TRANSLATE_NOOP("Commands", "Shift+drag"), QT_TRANSLATE_NOOP("Commands", "Select in a rectangle; Ctrl adds")),
    (
        QT_TRANSLATE_NOOP("Commands", "Drag on the axis"),
        QT_TRANSLATE_NOOP("Commands", "Zoom to, filter or select a range"),
    ),
    (QT_TRANSLATE_NOOP("Commands", "Click a month"), QT_TRANSLATE_NOOP("Commands", "Frame it")),
    (QT_TRANSLATE_NOOP("Commands", "Click, Ctrl+click"), QT_TRANSLATE_NOOP("Commands", "Select, toggle")),
    (QT_TRANSLATE_NOOP("Commands", "Shift+click"), QT_TRANSLATE_NOOP("Commands", "Extend in time within the lane")),
    (QT_TRANSLATE_NOOP("Commands", "Double click a mark"), QT_TRANSLATE_NOOP("Commands", "Its passage in the article")),
    (QT_TRANSLATE_NOOP("Commands", "Double click a cluster"), QT_TRANSLATE_NOOP("Commands", "Zoom to it")),
    (QT_TRANSLATE_NOOP("Commands", "Double click a lane's name"), QT_TRANSLATE_NOOP("Commands", "Fit the lane")),
    (QT_TRANSLATE_NOOP("Commands", "Drag a lane's name"), QT_TRANSLATE_NOOP("Commands", "Move the lane")),
    (
        QT_TRANSLATE_NOOP("Commands", "Ctrl+wheel in the article"),
        QT_TRANSLATE_NOOP("Commands", "Larger or smaller text"),
    ),
    (
        QT_TRANSLATE_NOOP("Commands", "Click a source's date, or that in the article's header"),
        QT_TRANSLATE_NOOP("Commands", "How the day of publication is known"),
    ),
    (
        QT_TRANSLATE_NOOP("Commands", "Arrows, Enter in the chart of positions"),
        QT_TRANSLATE_NOOP("Commands", "Go from entry to entry; select it"),
    ),
    (QT_TRANSLATE_NOOP("Commands", "Double click a note"), QT_TRANSLATE_NOOP("Commands", "Edit it; Esc ends that")),
    (
        QT_TRANSLATE_NOOP("Commands", "Click beside the article's scroll bar"),
        QT_TRANSLATE_NOOP("Commands", "Jump to the passage there"),
    ),
    (
        QT_TRANSLATE_NOOP("Commands", "Click the anchors in the status bar"),
        QT_TRANSLATE_NOOP("Commands", "List every anchor that is not exact"),
    ),
    (
        QT_TRANSLATE_NOOP("Commands", "Drag in the overview"),
        QT_TRANSLATE_NOOP("Commands", "Move the window, its edges, or draw a new one"),
    ),
    (QT_TRANSLATE_NOOP("Commands", "Click in the overview"), QT_TRANSLATE_NOOP("Commands", "Go there; frame a year")),
    (
        QT_TRANSLATE_NOOP("Commands", "Arrows in the overview"),
        QT_TRANSLATE_NOOP("Commands", "Move the window; Ctrl its start, Shift its end"),
    ),
    (
        QT_TRANSLATE_NOOP("Commands", "Arrows, Ctrl+arrows"),
        QT_TRANSLATE_NOOP("Commands", "Move selection; move focus only"),
    ),
    (QT_TRANSLATE_NOOP("Commands", "Space, Enter"), QT_TRANSLATE_NOOP("Commands", "Toggle; open in the article")),
    (
        QT_TRANSLATE_NOOP("Commands", "Esc"),
        QT_TRANSLATE_NOOP("Commands", "Close a popover, then clear the search, then the selection"),
    ),
)
"""What is done with pointer and keys that are no command of their own: the gesture, and what it does."""
