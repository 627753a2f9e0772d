"""Save what the window shows under a name, and bring it back; both can be undone."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QUndoCommand

from db.reported import Clock
from db.saved_views import ViewError, ViewState, missing
from db.wishes import ViewKeys, ViewSaving
from desktop.session import Session
from desktop.timeline.lane_orders import LaneOrders

if TYPE_CHECKING:
    from desktop.fitting import Fitting
    from desktop.views.timeline import Timeline

PANELS = ("filters", "detail", "article", "chronology")


class Opening(QUndoCommand):
    """A view that was opened, on the stack of what can be undone."""

    def __init__(self, text: str, before: ViewState, after: ViewState, show: Callable[[ViewState], None]) -> None:
        super().__init__(text)
        self._before, self._after, self._show = before, after, show

    def redo(self) -> None:
        """Show the view."""
        self._show(self._after)

    def undo(self) -> None:
        """Show what was shown before."""
        self._show(self._before)


class SavedViews(QObject):
    """Captures and restores the state of one window."""

    def __init__(self, session: Session, timeline: "Timeline", fitting: "Fitting", parent: QObject) -> None:
        """Work on the parts of a window that is built."""
        super().__init__(parent)
        self._session, self._timeline, self._fitting = session, timeline, fitting
        session.view_requested.connect(self.open)

    def capture(self) -> ViewState:
        """Return what the window shows now."""
        session = self._session
        library = "" if session.library is None else session.library.dataset.id
        order = LaneOrders().replaced(library, session.grouping, self._timeline.lane_order)
        panels = {name: self._fitting.is_open(name) for name in PANELS}
        lanes = order.as_text()
        return ViewState(
            session.filter, session.grouping, session.colouring, session.span, panels, lanes, clock=session.clock
        )

    def named(self, name: str) -> ViewState | None:
        """Return a saved view; None where there is none that can be read."""
        text = dict(self._session.own.views).get(name)
        try:
            return None if text is None else ViewState.from_text(text)
        except ViewError:
            return None

    def with_key(self, key: int) -> str | None:
        """Return the name of the view that has a key."""
        return next((name for name, _ in self._session.own.views if self._key(name) == key), None)

    def _key(self, name: str) -> int:
        state = self.named(name)
        return 0 if state is None else state.key

    @Slot(str, int)
    def save(self, name: str, key: int) -> None:
        """Ask for what is shown now to be kept under a name, in place of what is kept there."""
        self._free(key, but=name)
        self._session.writing_requested.emit(ViewSaving(name, replace(self.capture(), key=key).as_text()))

    @Slot(str)
    def overwrite(self, name: str) -> None:
        """Ask for what is shown now to be kept under a name that is there already; its key stays."""
        self.save(name, self._key(name))

    def give_key(self, name: str, key: int) -> None:
        """Ask for a view to have a key, which whoever had it loses; 0 takes it."""
        states = [(name, self.named(name)), *((other, self.named(other)) for other in self._others(name, key))]
        changed = [(each, replace(state, key=key if each == name else 0).as_text()) for each, state in states if state]
        self._session.writing_requested.emit(ViewKeys(tuple(changed)))

    def _others(self, name: str, key: int) -> list[str]:
        views = self._session.own.views
        return [other for other, _ in views if key and other != name and self._key(other) == key]

    def _free(self, key: int, *, but: str) -> None:
        """Take a key from the view that has it."""
        others = [(other, state) for other in self._others(but, key) if (state := self.named(other))]
        if others:
            freed = tuple((other, replace(state, key=0).as_text()) for other, state in others)
            self._session.writing_requested.emit(ViewKeys(freed))

    @Slot(str)
    def open(self, name: str) -> None:
        """Show a saved view, and say what of it is no longer there."""
        state = self.named(name)
        if state is None:
            self._session.said.emit(self.tr("The view “{name}” cannot be read.").format(name=name))
            return
        text = self.tr("opening the view “{name}”").format(name=name)
        self._session.undo_stack.push(Opening(text, self.capture(), state, self.show))
        gone = self._missing(state)
        if gone:
            said = self.tr("The view “{name}” asks for what is no longer in the dataset: {values}.")
            self._session.said.emit(said.format(name=name, values=", ".join(gone)))
        else:
            self._session.said.emit(self.tr("View “{name}”").format(name=name))

    def open_with_key(self, key: int) -> None:
        """Show the view that has a key."""
        name = self.with_key(key)
        if name is None:
            said = self.tr("No saved view has the key {n}. Give it one when you save a view.")
            self._session.said.emit(said.format(n=key))
        else:
            self.open(name)

    def _missing(self, state: ViewState) -> list[str]:
        session = self._session
        if session.library is None or session.marks is None:
            return []
        groupings = session.marks.groupings
        channels = groupings["channel"].keys if "channel" in groupings else ()
        gone = missing(state.filter, session.library, channels, session.own.tags)
        return gone if state.grouping in groupings else [*gone, state.grouping]

    def show(self, state: ViewState) -> None:
        """Bring the window to a state, as far as the library has what it asks for."""
        session = self._session
        if state.filter != session.filter:
            session.filter_requested.emit(state.filter)
        self._take_lanes(state)
        if session.marks is not None and state.grouping in session.marks.groupings:
            session.grouping_requested.emit(state.grouping)
        if state.clock in tuple(Clock) and state.clock != session.clock:
            session.clock_requested.emit(state.clock)
        if state.colouring in session.colourings():
            session.colouring_requested.emit(state.colouring)
        self._fitting.show_panels({name: opened for name, opened in state.panels.items() if name in PANELS})
        start, end = state.span
        if start < end:
            session.frame_requested.emit(start, end)

    def _take_lanes(self, state: ViewState) -> None:
        library = "" if self._session.library is None else self._session.library.dataset.id
        try:
            order = LaneOrders.from_text(state.lanes).of(library, state.grouping)
        except ValueError:
            return
        orders = self._timeline.lane_orders
        self._timeline.keep_lanes(orders.replaced(library, state.grouping, order))
