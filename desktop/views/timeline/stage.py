"""Everything behind the timeline's surface: its parts, how they hang together, and the frame they make."""

from functools import partial

import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import QObject, QRectF, Signal, Slot
from PySide6.QtWidgets import QWidget

from db.marks import Marks
from desktop.ahead import Work
from desktop.session import Session
from desktop.states import Rows
from desktop.theme import Appearance, Theme
from desktop.timeline.clock_lines import ClockLine, clock_lines
from desktop.timeline.display import Connectors, DisplayList
from desktop.timeline.indexes import Manner
from desktop.timeline.lane_orders import LaneOrders
from desktop.timeline.lanes import LaneOrder
from desktop.timeline.scale import Scale
from desktop.views.timeline.camera import Camera
from desktop.views.timeline.canvas import (
    HEADER,
    HEADER_LONG,
    HEADER_LONG_NARROW,
    HEADER_NARROW,
    LONG_NAMES,
    MOST_CONNECTED,
    Canvas,
)
from desktop.views.timeline.choosing import Choosing
from desktop.views.timeline.clicks import Clicks
from desktop.views.timeline.edge_scroll import EdgeScroll
from desktop.views.timeline.fading import Fading
from desktop.views.timeline.frame import Focus, Frame
from desktop.views.timeline.history import History
from desktop.views.timeline.holding import Holding
from desktop.views.timeline.hovering import Hovering
from desktop.views.timeline.motion import View
from desktop.views.timeline.overlays import Overlays
from desktop.views.timeline.pointer import Pointer
from desktop.views.timeline.prepared import Prepared, plot_width
from desktop.views.timeline.steering import Steering
from desktop.views.timeline.style import AXIS
from desktop.views.timeline.subject import Subject


class Stage(QObject):
    """Follows the session, and says when the surface must be painted anew."""

    changed = Signal()
    arranged = Signal()
    """Lanes stand in another order, or others are pinned or closed."""
    area_changed = Signal(QRectF)
    """Only this part of the surface is to be painted anew."""

    def __init__(self, session: Session, appearance: Appearance, host: QWidget) -> None:
        """Build the parts for ``host``, which paints the frames."""
        super().__init__(host)
        self._session = session
        self._appearance = appearance
        self._host = host
        self.canvas = Canvas(appearance.theme, host.devicePixelRatioF())
        self.camera = Camera(self)
        self.holding = Holding(session, self.canvas)
        self.steering = Steering(session, self.camera, self.canvas, self.holding, self)
        self.choosing = Choosing(session, self.camera, self.canvas, self.steering, self)
        self.history = History(session, self.camera, self.steering, self)
        self.clicks = Clicks(session, self.camera, self.canvas, self.steering, self.choosing, self)
        self.pointer = Pointer(self.camera, self.canvas, self.holding, self)
        self.edge_scroll = EdgeScroll(self.camera, self)
        self.overlays = Overlays(session, appearance, self.camera, self.canvas, self.steering, self.choosing, host)
        self.size = (1.0, 1.0)
        self.hovering = Hovering(session, self.canvas, self.overlays, self)
        self.keyboard = False
        """Whether the last thing was a key, so that the focus is to be seen."""
        self.relations = False
        """Whether the relations of everything in view are drawn."""
        self.fading = Fading(self)
        self._prepared = session.ahead.foresee(self._plan)
        self._rectangle: QRectF | None = None
        self._lane_line: float | None = None
        self._period: tuple[float, float] | None = None
        self._tip_due = False
        self._opened = ""
        self._narrow = False
        self.orders = LaneOrders()
        """What the user did with the lanes of every library and grouping."""
        self._follow_session()
        self._join_parts()
        self.load()

    def _follow_session(self) -> None:
        session = self._session
        session.library_changed.connect(self.forget)
        session.index_changed.connect(self.load)
        session.selection_changed.connect(self._note_selection)
        session.entry_changed.connect(self._note_neighbours)
        session.hits_changed.connect(self.changed)
        session.own_changed.connect(self.changed)
        session.frame_requested.connect(self.steering.glide_to)
        session.fit_requested.connect(self.steering.fit_all)
        session.span_requested.connect(self.steering.jump_to)
        session.reveal_requested.connect(self.steering.reveal)
        session.lane_requested.connect(self.steering.go_to_lane)
        self._appearance.changed.connect(self.restyle)

    def _join_parts(self) -> None:
        self.camera.moved.connect(self._moved)
        self.camera.settled.connect(self._settle)
        self.choosing.focus_changed.connect(self._show_focus)
        pointer, clicks, overlays = self.pointer, self.clicks, self.overlays
        pointer.touched.connect(overlays.dismiss)
        pointer.clicked.connect(clicks.clicked)
        pointer.axis_clicked.connect(clicks.axis_clicked)
        pointer.rectangle_changed.connect(self._draw_rectangle)
        pointer.rectangle_drawn.connect(self.choosing.choose_rectangle)
        pointer.period_changed.connect(self._draw_period)
        pointer.period_drawn.connect(overlays.open_period)
        pointer.lane_dragged.connect(self._draw_lane_line)
        pointer.lane_dragged.connect(self.edge_scroll.follow)
        self.edge_scroll.scrolled.connect(self._draw_lane_line)
        pointer.lane_dropped.connect(self._move_lane)
        self.fading.changed.connect(self.changed)
        overlays.period_marked.connect(self._draw_period)
        self.hovering.area_changed.connect(self.area_changed)
        self.hovering.surface_changed.connect(self.changed)
        overlays.period_gone.connect(self._drop_period)
        clicks.group_clicked.connect(overlays.open_group)
        clicks.lane_toggled.connect(self._toggle_lane)

    @Slot()
    def forget(self) -> None:
        """Drop what was said of rows: they mean other entries now."""
        self.choosing.forget()
        self.history.forget_rows()
        self.overlays.dismiss()

    @Slot()
    def load(self) -> None:
        """Show the session's new index."""
        index = self._session.index
        if index is None:
            return
        self.camera.let_go()
        self.hovering.forget()
        self.canvas.order = self.orders.of(*self._place_of_order())
        fitted = self._fit_header()
        self.canvas.load(index, self._prepared.take(index))
        self.camera.bounds = index.bounds()
        if fitted:
            self.resize()
        self._open()
        self._moved()

    def _plan(self, manner: Manner) -> Work[Prepared | None]:
        """Plan to compose an index as it is seen once the headers have the width that its names need."""
        header, view = self._header(manner.grouping), self.camera.view
        if header != self.canvas.header:
            view = View(Scale.spanning(*self.camera.span, plot_width(self.size[0], header)), view.scroll)
        return self.canvas.plan((view, *self.size), header, self.orders.of(self._library_id(), manner.grouping))

    def _open(self) -> None:
        """Look at the focus period of a library that was not shown yet, once the size is known."""
        library = self._session.library
        early = self.canvas.index is None or self.size[0] <= 1
        if library is None or early or library.dataset.id == self._opened:
            return
        scale = self.steering.opening()
        if scale is not None:
            self._opened = library.dataset.id
            self.camera.place(View(scale))

    @Slot()
    def restyle(self) -> None:
        """Paint in another theme, or for another screen."""
        self.hovering.leave()
        self.canvas.restyle(self._appearance.theme, self._host.devicePixelRatioF())
        self.resize()

    def resize(self) -> None:
        """Follow the host's size: the same span stays in view."""
        unit = self.canvas.style.unit
        self.size = (self._host.width() / unit, self._host.height() / unit)
        self.overlays.dismiss()
        span, before = self.camera.span, self.camera.width
        self.camera.width = self.canvas.plot_width(self.size[0])
        self.steering.resize(*self.size)
        self.edge_scroll.resize(self.size[1])
        if self._opened and before != self.camera.width:
            self.camera.place(View(Scale.spanning(*span, self.camera.width), self.camera.view.scroll))
        else:
            self._open()
        self._moved()

    def set_narrow(self, *, narrow: bool) -> None:
        """Use short lane names in narrower headers."""
        self._narrow = narrow
        self._fit_header()
        self.resize()

    def _fit_header(self) -> bool:
        """Give the headers the width that names need; tell whether it is another one."""
        before, self.canvas.header = self.canvas.header, self._header(self._session.grouping)
        return self.canvas.header != before

    def _header(self, grouping: str) -> float:
        wide, slim = (HEADER_LONG, HEADER_LONG_NARROW) if grouping in LONG_NAMES else (HEADER, HEADER_NARROW)
        return slim if self._narrow else wide

    @Slot()
    def _moved(self) -> None:
        if self._opened:
            self._session.set_span(*self.camera.span)
        self._let_tip_go()
        self._compose()
        self.hovering.view_changed()
        self.changed.emit()

    def _let_tip_go(self) -> None:
        """Hide the tooltip of what moves away; one awaited of the keyboard's focus comes after that."""
        tooltips = self.overlays.tooltips
        self._tip_due = self._tip_due or (tooltips.awaited and self.camera.moving)
        tooltips.dismiss()

    def _compose(self) -> None:
        before, anchor = self.frame(), self.camera.anchor
        display = self.canvas.compose(self.camera.view, *self.size, whole=not self.camera.moving, anchor=anchor)
        if display is None:
            return
        if before is not None and before.display is not display and self.canvas.painter is not None:
            self.fading.begin(before, display, self.canvas.painter)
        self.camera.set_overflow(display.content_height - (self.size[1] - AXIS))
        if anchor is not None:
            self.camera.hold(display.scroll)
        if self.camera.keep_scroll():
            self.canvas.compose(self.camera.view, *self.size, whole=not self.camera.moving)

    @Slot()
    def _settle(self) -> None:
        self.history.arrived()
        self._compose()
        self.camera.let_go()
        self.hovering.view_changed()
        due, self._tip_due, focus = self._tip_due, False, self._visible_focus()
        if due and focus.row >= 0:
            self.overlays.focus_on(focus)
        self.changed.emit()

    @Slot()
    def _note_selection(self) -> None:
        if not self.camera.moving:
            self.history.note()
        self.changed.emit()

    @Slot()
    def _note_neighbours(self) -> None:
        """Link the current entry to those just before and after it between the same two actors."""
        entry = self._session.entry
        related = entry.related if entry is not None else ()
        row = entry.head.row if entry is not None else -1
        found = tuple((row, other.head.row) for other in related if other.relation is None)
        chosen = self._session.selection.rows[:MOST_CONNECTED]
        before = self.canvas.links(chosen).arcs
        self.canvas.neighbours = found
        # Most neighbours lie out of view: then there is nothing new to paint.
        if self.canvas.links(chosen).arcs != before:
            self.changed.emit()

    @Slot()
    def _show_focus(self) -> None:
        self.holding.focus = self.choosing.focus
        if self.keyboard:
            self.overlays.focus_on(self.choosing.focus)
        self.changed.emit()

    @Slot(object)
    def _draw_rectangle(self, rectangle: QRectF | None) -> None:
        self._rectangle = rectangle
        self.changed.emit()

    @Slot(object)
    def _draw_period(self, period: tuple[float, float] | None) -> None:
        self._period = period
        self.changed.emit()

    @Slot()
    def _drop_period(self) -> None:
        self._draw_period(None)

    @Slot(int)
    def _toggle_lane(self, lane: int) -> None:
        index, order = self.canvas.index, self.canvas.order
        if index is not None:
            key = index.grouping.keys[lane]
            self.arrange(order.with_collapsed(key, collapsed=key not in order.collapsed))

    @Slot(object)
    def _draw_lane_line(self, y: float | None) -> None:
        """Show between which lanes a dragged one would go."""
        bands = self.canvas.display.bands if self.canvas.display is not None else ()
        lines = [AXIS + band.y for band in bands] + [AXIS + band.y + band.height for band in bands[-1:]]
        self._lane_line = None if y is None or not lines else min(lines, key=partial(_away, y))
        self.changed.emit()

    @Slot(int, float)
    def _move_lane(self, lane: int, y: float) -> None:
        index, display = self.canvas.index, self.canvas.display
        if index is None or display is None:
            return
        above = [band for band in display.bands if band.lane != lane and AXIS + band.y + band.height / 2 < y]
        keys, order = index.grouping.keys, self.canvas.order
        others = [other for other in order.arranged(keys) if other != lane]
        self.arrange(order.moved(keys, keys[lane], others.index(above[-1].lane) + 1 if above else 0))

    def arrange(self, order: LaneOrder) -> None:
        """Put lanes in another order, pin or close some."""
        self.orders = self.orders.replaced(*self._place_of_order(), order)
        self.canvas.rearrange(order)
        self._moved()
        self.arranged.emit()

    def keep_orders(self, orders: LaneOrders) -> None:
        """Take over the orders of an earlier start."""
        self.orders = orders
        self.canvas.rearrange(orders.of(*self._place_of_order()))
        self._moved()
        self.arranged.emit()

    def _place_of_order(self) -> tuple[str, str]:
        """Return what the present order belongs to: the library, by its dataset, and the grouping."""
        return self._library_id(), self._session.grouping

    def _library_id(self) -> str:
        library = self._session.library
        return "" if library is None else library.dataset.id

    def look_again(self) -> None:
        """Tell what lies under the pointer where the view has changed since: once for each frame that is painted."""
        self.hovering.look_again(moving=self.camera.moving)

    def _visible_focus(self) -> Focus:
        return self.choosing.focus if self.keyboard and self._host.hasFocus() else Focus()

    def use_mouse(self) -> None:
        """Go by the mouse from now on: the focus is not seen until the next key."""
        focus, self.keyboard = self._visible_focus(), False
        if focus.row >= 0:
            self.overlays.tooltips.dismiss()
            self.hovering.told = False
            self.changed.emit()

    def frame(self, area: QRectF | None = None) -> Frame | None:
        """Return the present frame; None while there is nothing to show. ``area`` of the host is to be painted."""
        unit = self.canvas.style.unit
        sight = (-1e9, 1e9) if area is None else (area.top() / unit - AXIS, area.bottom() / unit - AXIS)
        still = self.canvas.still(
            self.size, self._session.selection.rows, self._session.hits.rows, related=self.relations
        )
        if still is None:
            return None
        return replace(
            still,
            scrollable=True,
            links=self._links() if self._session.hovered >= 0 else still.links,
            signs=own if len(own := self._session.own.signs) == len(still.marks) else None,
            clock_lines=self._clock_lines(still.display, still.marks),
            hit=self.hovering.hit,
            hovered=self._session.hovered,
            focus=self._visible_focus(),
            rectangle=self._rectangle,
            period=self._period,
            lane_line=self._lane_line,
            sight=sight,
        )

    def subject(self, theme: Theme) -> Subject | None:
        """Return what a picture of the canvas is to show, as it stands now; None while there is nothing to show."""
        index = self.canvas.index
        if index is None or not self._opened:
            return None
        return Subject(
            index=index,
            theme=theme,
            order=self.canvas.order,
            view=self.camera.view,
            size=self.size,
            header=self.canvas.header,
            selected=self._session.selection.rows,
            hits=self._session.hits.rows,
            related=self.relations,
        )

    def show_relations(self, *, shown: bool) -> None:
        """Draw the relations of everything in view, or of hovered and selected entries only."""
        self.relations = shown
        self.changed.emit()

    def _links(self) -> Connectors:
        return self.canvas.links(self._regarded())

    def _regarded(self) -> Rows:
        """Return the rows that are selected, and the hovered one."""
        rows = self._session.selection.rows[:MOST_CONNECTED]
        hovered = self._session.hovered
        return np.union1d(rows, [hovered]).astype(np.int32) if hovered >= 0 else rows

    def _clock_lines(self, display: DisplayList, drawn: Marks) -> tuple[ClockLine, ...]:
        marks = self._session.marks
        if marks is None or marks is drawn or len(marks) != len(drawn):
            return ()
        return clock_lines(display, drawn, marks, self._regarded().tolist())


def _away(y: float, line: float) -> float:
    return abs(line - y)
