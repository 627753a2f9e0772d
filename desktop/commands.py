"""Every command of the window in one table: menus, shortcuts and the key sheet derive from it.

A command says what it is called, where it stands and which keys run it; what it does is bound by the
window. Texts are marked for translation here and translated where they are shown.
"""

from enum import StrEnum

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

CONTEXT = "Commands"
"""The translation context of every text in this table."""


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:  # noqa: N802 - lupdate looks for this very name
    """Mark a text for translation where it is shown (PySide6's own is typed as returning object)."""
    return text


def translated(text: str) -> str:
    """Return a text of this table in the language of the interface."""
    return QCoreApplication.translate(CONTEXT, text)


class Menu(StrEnum):
    """The menus of the menu bar, in their order; the value is the text, with its mnemonic."""

    FILE = QT_TRANSLATE_NOOP("Commands", "&File")
    EDIT = QT_TRANSLATE_NOOP("Commands", "&Edit")
    VIEW = QT_TRANSLATE_NOOP("Commands", "&View")
    GO = QT_TRANSLATE_NOOP("Commands", "&Go")
    ENTRY = QT_TRANSLATE_NOOP("Commands", "E&ntry")
    HELP = QT_TRANSLATE_NOOP("Commands", "&Help")


class Place(StrEnum):
    """Where a command's keys work."""

    WINDOW = "window"
    """Everywhere in the window."""
    TIMELINE = "timeline"
    """While the timeline has the focus: single keys that must not be taken from a text field."""


class Needs(StrEnum):
    """What must be there for a command to do something; the value says what to do first, or what is missing."""

    NOTHING = ""
    ENTRY = QT_TRANSLATE_NOOP("Commands", "Select one entry first")
    SELECTION = QT_TRANSLATE_NOOP("Commands", "Nothing is selected")
    SEARCHED = QT_TRANSLATE_NOOP("Commands", "Search for something first")
    FILTER = QT_TRANSLATE_NOOP("Commands", "No filter is set")
    ORIGINAL = QT_TRANSLATE_NOOP("Commands", "No original of the open article is attached")
    EARLIER = QT_TRANSLATE_NOOP("Commands", "There is nothing to go back to")
    LATER = QT_TRANSLATE_NOOP("Commands", "There is nothing to go forward to")
    GROUPS = QT_TRANSLATE_NOOP("Commands", "The chronology is not gathered")
    UNDONE = QT_TRANSLATE_NOOP("Commands", "There is nothing to undo")
    REDONE = QT_TRANSLATE_NOOP("Commands", "There is nothing to redo")
    WRITABLE = QT_TRANSLATE_NOOP("Commands", "This library can only be read")
    MARKED = QT_TRANSLATE_NOOP("Commands", "Select entries first, in a library that can be written to")
    NOTED = QT_TRANSLATE_NOOP("Commands", "Select one entry first, in a library that can be written to")


class Command(Struct, frozen=True):
    """One command. ``keys`` are Qt's portable key sequences; ``divider`` draws a line above it.

    ``checkable`` commands are switches. ``menu`` is None for keys that only the key sheet lists. What a command
    ``needs`` is told where it is greyed for want of that. Those ``within`` one name stand in a submenu of it.
    """

    id: str
    text: str
    menu: Menu | None
    keys: tuple[str, ...] = ()
    place: Place = Place.WINDOW
    checkable: bool = False
    divider: bool = False
    icon: str = ""
    needs: Needs = Needs.NOTHING
    within: str = ""
    also: str = ""
    """Other words for it, by which the palette finds it too."""


_BY_KEY = QT_TRANSLATE_NOOP("Commands", "Open a view by its key")
_LABEL = QT_TRANSLATE_NOOP("Commands", "Label")
_THEME = QT_TRANSLATE_NOOP("Commands", "Theme")
_TEXT = QT_TRANSLATE_NOOP("Commands", "Size of text")
_ARRANGED = QT_TRANSLATE_NOOP("Commands", "Places of the panels")
_ROWS = QT_TRANSLATE_NOOP("Commands", "Rows of the chronology")
_VIEWS = tuple(
    Command(f"view-{key}", text, Menu.VIEW, (f"Ctrl+Alt+{key}",), within=_BY_KEY)
    for key, text in enumerate(
        (
            QT_TRANSLATE_NOOP("Commands", "Saved view 1"),
            QT_TRANSLATE_NOOP("Commands", "Saved view 2"),
            QT_TRANSLATE_NOOP("Commands", "Saved view 3"),
            QT_TRANSLATE_NOOP("Commands", "Saved view 4"),
            QT_TRANSLATE_NOOP("Commands", "Saved view 5"),
            QT_TRANSLATE_NOOP("Commands", "Saved view 6"),
            QT_TRANSLATE_NOOP("Commands", "Saved view 7"),
            QT_TRANSLATE_NOOP("Commands", "Saved view 8"),
            QT_TRANSLATE_NOOP("Commands", "Saved view 9"),
        ),
        start=1,
    )
)
_LABELS = tuple(
    Command(f"label-{name}", text, Menu.ENTRY, (f"Ctrl+Shift+{key}",), needs=Needs.MARKED, within=_LABEL)
    for key, (name, text) in enumerate(
        (
            ("green", QT_TRANSLATE_NOOP("Commands", "Green label")),
            ("pink", QT_TRANSLATE_NOOP("Commands", "Pink label")),
            ("ochre", QT_TRANSLATE_NOOP("Commands", "Ochre label")),
            ("blue", QT_TRANSLATE_NOOP("Commands", "Blue label")),
            ("violet", QT_TRANSLATE_NOOP("Commands", "Violet label")),
            ("none", QT_TRANSLATE_NOOP("Commands", "No label")),
        ),
        start=1,
    )
)

COMMANDS: tuple[Command, ...] = (
    Command("attach", QT_TRANSLATE_NOOP("Commands", "Attach originals…"), Menu.FILE, ("Ctrl+O",)),
    Command(
        "detach", QT_TRANSLATE_NOOP("Commands", "Detach the original of this article…"), Menu.FILE, needs=Needs.ORIGINAL
    ),
    Command("anchors", QT_TRANSLATE_NOOP("Commands", "Anchors…"), Menu.FILE),
    Command("export", QT_TRANSLATE_NOOP("Commands", "Export…"), Menu.FILE, ("Ctrl+E",), divider=True),
    Command(
        "picture",
        QT_TRANSLATE_NOOP("Commands", "Picture of the timeline…"),
        Menu.FILE,
        ("Ctrl+Shift+E",),
        also=QT_TRANSLATE_NOOP("Commands", "Export as PNG, SVG, PDF, image"),
    ),
    Command("import", QT_TRANSLATE_NOOP("Commands", "Import entries…"), Menu.FILE, ("Ctrl+I",)),
    Command("forget-imported", QT_TRANSLATE_NOOP("Commands", "Remove imported entries…"), Menu.FILE),
    Command("waiting", QT_TRANSLATE_NOOP("Commands", "Imported entries that wait…"), Menu.FILE),
    Command("open-library", QT_TRANSLATE_NOOP("Commands", "Open library…"), Menu.FILE, ("Ctrl+Shift+L",), divider=True),
    Command("new-library", QT_TRANSLATE_NOOP("Commands", "New library…"), Menu.FILE, ("Ctrl+Shift+N",)),
    Command("backup", QT_TRANSLATE_NOOP("Commands", "Back up…"), Menu.FILE),
    Command("restore", QT_TRANSLATE_NOOP("Commands", "Restore from a backup…"), Menu.FILE),
    Command("quit", QT_TRANSLATE_NOOP("Commands", "Quit"), Menu.FILE, ("Ctrl+Q",), divider=True),
    Command("undo", QT_TRANSLATE_NOOP("Commands", "Undo"), Menu.EDIT, ("Ctrl+Z",), needs=Needs.UNDONE),
    Command("redo", QT_TRANSLATE_NOOP("Commands", "Redo"), Menu.EDIT, ("Ctrl+Shift+Z", "Ctrl+Y"), needs=Needs.REDONE),
    Command("copy", QT_TRANSLATE_NOOP("Commands", "Copy"), Menu.EDIT, ("Ctrl+C",), divider=True),
    Command(
        "copy-csv",
        QT_TRANSLATE_NOOP("Commands", "Copy entries as CSV"),
        Menu.EDIT,
        ("Ctrl+Shift+C",),
        needs=Needs.SELECTION,
        also=QT_TRANSLATE_NOOP("Commands", "Export to the clipboard"),
    ),
    Command("search", QT_TRANSLATE_NOOP("Commands", "Search"), Menu.EDIT, ("Ctrl+F", "/"), divider=True),
    Command("next-hit", QT_TRANSLATE_NOOP("Commands", "Next hit"), Menu.EDIT, ("F3",)),
    Command("previous-hit", QT_TRANSLATE_NOOP("Commands", "Previous hit"), Menu.EDIT, ("Shift+F3",)),
    Command(
        "select-hits", QT_TRANSLATE_NOOP("Commands", "Select all hits"), Menu.EDIT, ("Ctrl+H",), needs=Needs.SEARCHED
    ),
    Command(
        "only-hits",
        QT_TRANSLATE_NOOP("Commands", "Show only hits"),
        Menu.EDIT,
        ("Ctrl+Shift+H",),
        needs=Needs.SEARCHED,
    ),
    Command(
        "find-in-text",
        QT_TRANSLATE_NOOP("Commands", "Find in the article…"),
        Menu.EDIT,
        ("Ctrl+Shift+F",),
        divider=True,
    ),
    Command("next-find", QT_TRANSLATE_NOOP("Commands", "Next find in the article"), Menu.EDIT, ("Ctrl+F3",)),
    Command(
        "previous-find", QT_TRANSLATE_NOOP("Commands", "Previous find in the article"), Menu.EDIT, ("Ctrl+Shift+F3",)
    ),
    Command("select-shown", QT_TRANSLATE_NOOP("Commands", "Select all shown"), Menu.EDIT, ("Ctrl+A",), divider=True),
    Command(
        "deselect",
        QT_TRANSLATE_NOOP("Commands", "Clear the selection"),
        Menu.EDIT,
        ("Ctrl+Shift+A",),
        needs=Needs.SELECTION,
    ),
    Command(
        "clear-filter",
        QT_TRANSLATE_NOOP("Commands", "Clear all filters"),
        Menu.EDIT,
        ("Ctrl+Shift+K",),
        needs=Needs.FILTER,
    ),
    Command(
        "zoom-in",
        QT_TRANSLATE_NOOP("Commands", "Zoom in"),
        Menu.VIEW,
        ("+", "=", "W"),
        Place.TIMELINE,
        icon="plus",
    ),
    Command(
        "zoom-out",
        QT_TRANSLATE_NOOP("Commands", "Zoom out"),
        Menu.VIEW,
        ("-", "S"),
        Place.TIMELINE,
        icon="minus",
    ),
    Command("pan-left", QT_TRANSLATE_NOOP("Commands", "Earlier"), None, ("A",), Place.TIMELINE),
    Command("pan-right", QT_TRANSLATE_NOOP("Commands", "Later"), None, ("D",), Place.TIMELINE),
    Command("fit", QT_TRANSLATE_NOOP("Commands", "Fit everything"), Menu.VIEW, ("Shift+F", "Home"), Place.TIMELINE),
    Command(
        "fit-selection",
        QT_TRANSLATE_NOOP("Commands", "Centre the selection, then fit it"),
        Menu.VIEW,
        ("F",),
        Place.TIMELINE,
    ),
    Command("fit-focus", QT_TRANSLATE_NOOP("Commands", "Frame the dataset's period"), Menu.VIEW, ("Ctrl+0",)),
    Command(
        "relations",
        QT_TRANSLATE_NOOP("Commands", "Relations of everything in view"),
        Menu.VIEW,
        ("Ctrl+R",),
        checkable=True,
        divider=True,
    ),
    Command("wheel-zooms", QT_TRANSLATE_NOOP("Commands", "Wheel zooms"), Menu.VIEW, checkable=True),
    Command(
        "text-larger",
        QT_TRANSLATE_NOOP("Commands", "Larger text"),
        Menu.VIEW,
        ("Ctrl+=", "Ctrl++"),
        divider=True,
        within=_TEXT,
    ),
    Command("text-smaller", QT_TRANSLATE_NOOP("Commands", "Smaller text"), Menu.VIEW, ("Ctrl+-",), within=_TEXT),
    Command(
        "text-usual", QT_TRANSLATE_NOOP("Commands", "Usual size of text"), Menu.VIEW, ("Ctrl+Shift+0",), within=_TEXT
    ),
    Command(
        "panel-filters",
        QT_TRANSLATE_NOOP("Commands", "Filters"),
        Menu.VIEW,
        ("Ctrl+1",),
        checkable=True,
        divider=True,
    ),
    Command("panel-detail", QT_TRANSLATE_NOOP("Commands", "Detail"), Menu.VIEW, ("Ctrl+2",), checkable=True),
    Command("panel-article", QT_TRANSLATE_NOOP("Commands", "Article"), Menu.VIEW, ("Ctrl+3",), checkable=True),
    Command("panel-chronology", QT_TRANSLATE_NOOP("Commands", "Chronology"), Menu.VIEW, ("Ctrl+4",), checkable=True),
    Command(
        "columns", QT_TRANSLATE_NOOP("Commands", "Columns of the chronology…"), Menu.VIEW, divider=True, within=_ROWS
    ),
    Command("gather-none", QT_TRANSLATE_NOOP("Commands", "Chronology entry by entry"), Menu.VIEW, within=_ROWS),
    Command("gather-day", QT_TRANSLATE_NOOP("Commands", "Chronology gathered by day"), Menu.VIEW, within=_ROWS),
    Command("gather-article", QT_TRANSLATE_NOOP("Commands", "Chronology gathered by article"), Menu.VIEW, within=_ROWS),
    Command(
        "groups-close",
        QT_TRANSLATE_NOOP("Commands", "Close all groups of the chronology"),
        Menu.VIEW,
        needs=Needs.GROUPS,
        within=_ROWS,
    ),
    Command(
        "groups-open",
        QT_TRANSLATE_NOOP("Commands", "Open all groups of the chronology"),
        Menu.VIEW,
        needs=Needs.GROUPS,
        within=_ROWS,
    ),
    Command("arrange", QT_TRANSLATE_NOOP("Commands", "Arrange panels"), Menu.VIEW, checkable=True, within=_ARRANGED),
    Command("reset-panels", QT_TRANSLATE_NOOP("Commands", "Put panels back"), Menu.VIEW, within=_ARRANGED),
    Command(
        "save-view",
        QT_TRANSLATE_NOOP("Commands", "Save this view…"),
        Menu.VIEW,
        ("Ctrl+Shift+S",),
        divider=True,
        needs=Needs.WRITABLE,
    ),
    Command("views", QT_TRANSLATE_NOOP("Commands", "Saved views…"), Menu.VIEW, ("Ctrl+Shift+V",)),
    *_VIEWS,
    Command(
        "theme-system",
        QT_TRANSLATE_NOOP("Commands", "Theme as the system"),
        Menu.VIEW,
        checkable=True,
        divider=True,
        within=_THEME,
    ),
    Command("theme-light", QT_TRANSLATE_NOOP("Commands", "Light theme"), Menu.VIEW, checkable=True, within=_THEME),
    Command("theme-dark", QT_TRANSLATE_NOOP("Commands", "Dark theme"), Menu.VIEW, checkable=True, within=_THEME),
    Command("back", QT_TRANSLATE_NOOP("Commands", "Back"), Menu.GO, ("Alt+Left",), icon="back", needs=Needs.EARLIER),
    Command(
        "forward", QT_TRANSLATE_NOOP("Commands", "Forward"), Menu.GO, ("Alt+Right",), icon="forward", needs=Needs.LATER
    ),
    Command("goto", QT_TRANSLATE_NOOP("Commands", "Go to a date…"), Menu.GO, ("Ctrl+G",), divider=True),
    Command("next", QT_TRANSLATE_NOOP("Commands", "Next in the lane"), Menu.GO, (".",), Place.TIMELINE, divider=True),
    Command("previous", QT_TRANSLATE_NOOP("Commands", "Previous in the lane"), Menu.GO, (",",), Place.TIMELINE),
    Command("next-related", QT_TRANSLATE_NOOP("Commands", "Next related entry"), Menu.GO, ("]",), Place.TIMELINE),
    Command(
        "previous-related", QT_TRANSLATE_NOOP("Commands", "Previous related entry"), Menu.GO, ("[",), Place.TIMELINE
    ),
    Command("lane-up", QT_TRANSLATE_NOOP("Commands", "Move the lane up"), None, ("Alt+Up",), Place.TIMELINE),
    Command("lane-down", QT_TRANSLATE_NOOP("Commands", "Move the lane down"), None, ("Alt+Down",), Place.TIMELINE),
    Command(
        "lane-pin", QT_TRANSLATE_NOOP("Commands", "Pin the lane to the top, or let it go"), None, ("P",), Place.TIMELINE
    ),
    Command("lane-close", QT_TRANSLATE_NOOP("Commands", "Close the lane, or open it"), None, ("C",), Place.TIMELINE),
    Command("undated", QT_TRANSLATE_NOOP("Commands", "Undated entries"), Menu.GO, ("Ctrl+U",), divider=True),
    Command(
        "read", QT_TRANSLATE_NOOP("Commands", "Show in the article"), Menu.ENTRY, ("Ctrl+Return",), needs=Needs.ENTRY
    ),
    Command(
        "reveal", QT_TRANSLATE_NOOP("Commands", "Show on the timeline"), Menu.ENTRY, ("Ctrl+L",), needs=Needs.ENTRY
    ),
    Command("unhide", QT_TRANSLATE_NOOP("Commands", "Show it in spite of the filter"), Menu.ENTRY, needs=Needs.ENTRY),
    Command(
        "explain-date",
        QT_TRANSLATE_NOOP("Commands", "Explain the date"),
        Menu.ENTRY,
        ("Ctrl+D",),
        needs=Needs.ENTRY,
    ),
    Command(
        "wordings",
        QT_TRANSLATE_NOOP("Commands", "Wordings beside each other"),
        Menu.ENTRY,
        ("Ctrl+Shift+W",),
        needs=Needs.ENTRY,
    ),
    Command(
        "positions",
        QT_TRANSLATE_NOOP("Commands", "Positions over time"),
        Menu.ENTRY,
        ("Ctrl+Alt+P",),
        needs=Needs.ENTRY,
    ),
    Command(
        "explain-published",
        QT_TRANSLATE_NOOP("Commands", "Explain the article's date"),
        Menu.ENTRY,
        ("Ctrl+Shift+D",),
    ),
    Command(
        "publisher",
        QT_TRANSLATE_NOOP("Commands", "Open at the publisher"),
        Menu.ENTRY,
        ("Ctrl+Shift+O",),
        needs=Needs.ENTRY,
    ),
    Command(
        "only-actors",
        QT_TRANSLATE_NOOP("Commands", "Show only this entry's actors"),
        Menu.ENTRY,
        (),
        divider=True,
        needs=Needs.ENTRY,
    ),
    Command(
        "star",
        QT_TRANSLATE_NOOP("Commands", "Star, or take the star"),
        Menu.ENTRY,
        ("*", "Ctrl+B"),
        divider=True,
        needs=Needs.MARKED,
    ),
    Command("note", QT_TRANSLATE_NOOP("Commands", "Note…"), Menu.ENTRY, ("Ctrl+M",), needs=Needs.NOTED),
    Command("tags", QT_TRANSLATE_NOOP("Commands", "Tags…"), Menu.ENTRY, ("Ctrl+T",), needs=Needs.MARKED),
    *_LABELS,
    Command("departed", QT_TRANSLATE_NOOP("Commands", "No longer in the dataset…"), Menu.ENTRY, divider=True),
    Command("palette", QT_TRANSLATE_NOOP("Commands", "All commands…"), Menu.HELP, ("Ctrl+Shift+P",)),
    Command("keys", QT_TRANSLATE_NOOP("Commands", "Keys and mouse"), Menu.HELP, ("?", "F1")),
    Command("change-keys", QT_TRANSLATE_NOOP("Commands", "Change keys…"), Menu.HELP),
    Command("about", QT_TRANSLATE_NOOP("Commands", "About Démarche"), Menu.HELP, divider=True),
    Command(
        "window-larger",
        QT_TRANSLATE_NOOP("Commands", "Larger text in the whole window"),
        Menu.VIEW,
        ("Ctrl+Alt+=", "Ctrl+Alt++"),
        within=_TEXT,
    ),
    Command(
        "window-smaller",
        QT_TRANSLATE_NOOP("Commands", "Smaller text in the whole window"),
        Menu.VIEW,
        ("Ctrl+Alt+-",),
        within=_TEXT,
    ),
    Command("less-motion", QT_TRANSLATE_NOOP("Commands", "Less motion"), Menu.VIEW, checkable=True, divider=True),
    Command(
        "clock-reported",
        QT_TRANSLATE_NOOP("Commands", "Draw by when it was reported"),
        Menu.VIEW,
        ("Ctrl+Shift+R",),
        checkable=True,
        divider=True,
    ),
    Command("known-on", QT_TRANSLATE_NOOP("Commands", "As known on…"), Menu.VIEW, ("Ctrl+Shift+Y",), checkable=True),
    Command(
        "position-lanes",
        QT_TRANSLATE_NOOP("Commands", "Its speakers' positions in lanes"),
        Menu.ENTRY,
        needs=Needs.ENTRY,
    ),
    Command(
        "range",
        QT_TRANSLATE_NOOP("Commands", "The range in view…"),
        Menu.GO,
        ("Ctrl+Shift+G",),
    ),
    Command("licences", QT_TRANSLATE_NOOP("Commands", "Licences…"), Menu.HELP),
)


def command(identifier: str) -> Command:
    """Return the command with this id; raise KeyError where there is none."""
    for found in COMMANDS:
        if found.id == identifier:
            return found
    raise KeyError(identifier)
