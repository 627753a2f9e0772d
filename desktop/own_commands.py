"""The commands for what is the user's own: undo, stars, labels, tags, notes, saved views."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from db.labels import LABELS, Label
from db.own import Sign, Waiting
from db.saved_views import KEYS
from db.wishes import Labelling, Starring
from desktop.commands import Needs, command, translated
from desktop.session import Session
from desktop.theme import Appearance
from desktop.wording import entries

if TYPE_CHECKING:
    from desktop.saved_views import SavedViews
    from desktop.views.detail import DetailPanel


class OwnCommands(QObject):
    """What these commands do; dialogs stand over ``window``."""

    def __init__(
        self,
        window: QWidget,
        session: Session,
        appearance: Appearance,
        make_views: "Callable[[], SavedViews]",
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._appearance = window, session, appearance
        self._detail: DetailPanel | None = None
        self._make_views = make_views
        self._views: SavedViews | None = None
        self._told_departed = self._told_waiting = False
        self._wished = ""
        session.view_requested.connect(self._build_views)
        session.own_changed.connect(self._tell_departed)
        session.waiting_read.connect(self._tell_waiting)

    def edit_in(self, detail: "DetailPanel") -> None:
        """Edit in this panel from now on; it follows the session already, and so shows an entry before it is edited."""
        self._detail = detail
        self._session.own_edit_requested.connect(self._edit)
        self._session.entry_changed.connect(self._edit_wished)

    @property
    def views(self) -> "SavedViews":
        """Return what saves views; it is built when it is first needed."""
        if self._views is None:
            self._views = self._make_views()
        return self._views

    @Slot(str)
    def _build_views(self, name: str) -> None:
        """Open the first view by hand; later ones are opened by what was built here."""
        if self._views is None:
            self.views.open(name)

    def bound(self) -> dict[str, Callable[..., object]]:
        """Return what is done, by the commands' ids."""
        return {
            "undo": self.undo,
            "redo": self.redo,
            "star": self.toggle_star,
            "note": self.edit_note,
            "tags": self.edit_tags,
            **{f"label-{label}": partial(self.give_label, label) for label in LABELS},
            "label-none": partial(self.give_label, None),
            "departed": self.show_departed,
            "waiting": self.show_waiting,
            "save-view": self.save_view,
            "views": self.show_views,
            **{f"view-{key}": partial(self._open_view, key) for key in KEYS},
        }

    def needs(self) -> dict[Needs, Callable[[], bool]]:
        """Tell what there is for these commands."""
        session = self._session
        return {
            Needs.UNDONE: session.undo_stack.canUndo,
            Needs.REDONE: session.undo_stack.canRedo,
            Needs.WRITABLE: lambda: session.writable,
            Needs.MARKED: lambda: session.writable and bool(len(session.selection)),
            Needs.NOTED: lambda: session.writable and session.selection.current >= 0,
        }

    def follow(self, actions: dict[str, QAction], tell: Callable[[], object]) -> None:
        """Let the menu say what would be undone, and grey what has nothing to do."""
        self._actions, self._tell = actions, tell
        stack = self._session.undo_stack
        stack.undoTextChanged.connect(self._tell_undo)
        stack.redoTextChanged.connect(self._tell_redo)
        stack.indexChanged.connect(self._tell_changed)
        self._session.own_changed.connect(self._tell_changed)

    @Slot(str)
    def _tell_undo(self, what: str) -> None:
        self._actions["undo"].setText(f"{translated('Undo')} {what}".strip())

    @Slot(str)
    def _tell_redo(self, what: str) -> None:
        self._actions["redo"].setText(f"{translated('Redo')} {what}".strip())

    @Slot()
    def _tell_changed(self) -> None:
        self._tell()

    @Slot()
    def undo(self) -> None:
        """Take back what was written last."""
        self._session.note_left.emit()
        self._session.undo_stack.undo()

    @Slot()
    def redo(self) -> None:
        """Do again what was taken back last."""
        self._session.undo_stack.redo()

    @Slot()
    def toggle_star(self) -> None:
        """Give the selected entries a star, or take it where all have one."""
        rows = self._session.selection.rows
        if len(rows) and self._session.writable:
            starred = bool(((self._session.own.signs[rows] & Sign.STARRED) > 0).all())
            self._session.writing_requested.emit(Starring(rows, not starred))

    def give_label(self, label: Label | None, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a signal's
        """Give the selected entries a label, or take it."""
        rows = self._session.selection.rows
        if len(rows) and self._session.writable:
            self._session.writing_requested.emit(Labelling(rows, label))

    @Slot()
    def edit_note(self) -> None:
        """Let the user type the current entry's note."""
        self._session.own_edit_requested.emit("note")

    @Slot()
    def edit_tags(self) -> None:
        """Let the user type tags for what is selected."""
        self._session.own_edit_requested.emit("tags")

    @Slot(str)
    def _edit(self, what: str) -> None:
        """Type into the detail panel, once it shows what was selected for that."""
        self._wished = what
        self._edit_wished()

    @Slot()
    def _edit_wished(self) -> None:
        if self._detail is None:
            return
        edit = {"note": self._detail.edit_note, "tags": self._detail.edit_tags}.get(self._wished)
        if edit is not None and edit():
            self._wished = ""

    @Slot()
    def save_view(self) -> None:
        """Ask under which name what is shown is to be kept."""
        from desktop.views.saving_view import SaveViewDialog

        dialog = SaveViewDialog(self._session, self._appearance, self._window)
        dialog.save_requested.connect(self.views.save)
        dialog.open()

    @Slot()
    def show_views(self) -> None:
        """List the saved views."""
        from desktop.views.saved_views import SavedViewsDialog

        dialog = SavedViewsDialog(self._session, self._appearance, self._window)
        dialog.overwrite_requested.connect(self.views.overwrite)
        dialog.key_requested.connect(self.views.give_key)
        dialog.open()

    def _open_view(self, key: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a signal's
        self.views.open_with_key(key)

    @Slot()
    def show_departed(self) -> None:
        """List what is on entries that are no longer in the dataset."""
        from desktop.views.departed import DepartedDialog

        DepartedDialog(self._session, self._appearance, self._window).open()

    @Slot()
    def _tell_departed(self) -> None:
        """Say once that there are such entries."""
        number = self._session.own.departed
        if number and not self._told_departed:
            self._told_departed = True
            said = self.tr("No longer in the dataset, of what you marked: {n}. See Entry > No longer in the dataset…")
            self._session.said.emit(said.format(n=number))

    @Slot()
    def show_waiting(self) -> None:
        """List what was imported and is no entry now."""
        from desktop.views.waiting import WaitingDialog

        WaitingDialog(self._session, self._appearance, self._window).open()

    @Slot(object)
    def _tell_waiting(self, found: Waiting) -> None:
        """Say once that something waits."""
        if found.number and not self._told_waiting:
            self._told_waiting = True
            said = self.tr("Imported, but waiting for what the dataset no longer has: {n}. See File > {command}")
            name = translated(command("waiting").text)
            self._session.said.emit(said.format(n=entries(found.number), command=name))
