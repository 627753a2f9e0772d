"""What opens over the canvas: tooltips, the list of a group, what to do with a period, the field for a date."""

from msgspec.structs import replace
from PySide6.QtCore import QObject, QRectF, Signal, Slot
from PySide6.QtWidgets import QWidget

from db.dates import date_of
from db.filters import Filter
from desktop.session import Session
from desktop.states import Rows
from desktop.theme import Appearance
from desktop.timeline.civil import whole_days
from desktop.timeline.display import LANE_GAP, Hit, Target
from desktop.timeline.goto import Near, Place
from desktop.timeline.index import known_span
from desktop.views.timeline.camera import Camera
from desktop.views.timeline.canvas import Canvas
from desktop.views.timeline.choosing import Choosing
from desktop.views.timeline.clicks import band_of
from desktop.views.timeline.frame import Focus, places
from desktop.views.timeline.goto_field import GotoField
from desktop.views.timeline.groups import cluster_ground
from desktop.views.timeline.period_popover import PeriodPopover
from desktop.views.timeline.steering import Steering
from desktop.views.timeline.style import AXIS
from desktop.views.timeline.tooltip import Tip, Tooltips, tip_of_lane, tip_of_row
from desktop.widgets.raised import Raised
from desktop.wording import date_words, entries


class Overlays(QObject):
    """Opens one popover at a time, and tooltips while there is none."""

    period_marked = Signal(object)
    """The days that somebody went to, as (minute, minute)."""
    period_gone = Signal()

    def __init__(
        self,
        session: Session,
        appearance: Appearance,
        camera: Camera,
        canvas: Canvas,
        steering: Steering,
        choosing: Choosing,
        host: QWidget,
    ) -> None:
        """Open over ``host``."""
        super().__init__(host)
        self._session = session
        self._appearance = appearance
        self._camera = camera
        self._canvas = canvas
        self._steering = steering
        self._choosing = choosing
        self._host = host
        self.tooltips = Tooltips(appearance, host)
        session.origins_read.connect(self.tooltips.tell_origins)
        self.popover: Raised | None = None
        self._marked = False

    def in_host(self, rect: QRectF) -> QRectF:
        """Turn a rectangle of the plot into one of the host."""
        unit = self._canvas.style.unit
        moved = rect.translated(self._canvas.plot_x, AXIS)
        return QRectF(moved.topLeft() * unit, moved.bottomRight() * unit)

    @property
    def open(self) -> bool:
        """Tell whether a popover is open."""
        return self.popover is not None and self.popover.isVisible()

    @Slot()
    def dismiss(self) -> bool:
        """Close what is open and unmark what is marked; tell whether there was a popover or such a mark."""
        self.tooltips.dismiss()
        was_open = self.open or self._marked
        if self._marked:
            self._marked = False
            self.period_gone.emit()
        if self.popover is not None:
            popover, self.popover = self.popover, None
            popover.hide()
            popover.deleteLater()
        return was_open

    def _show(self, popover: Raised, target: QRectF) -> None:
        self.dismiss()
        self.popover = popover
        popover.show_for(target)
        popover.setFocus()

    @Slot(object, object)
    def open_group(self, rows: Rows, hit: Hit) -> None:
        """List the entries of a cluster or bar."""
        ground = self.ground_of(hit)
        if ground is None:
            return
        from desktop.views.timeline.group_popover import GroupPopover

        popover = GroupPopover(self._session, self._appearance, self._host, rows)
        popover.zoom_requested.connect(self._steering.fit_rows)
        popover.opened.connect(self._choosing.open)
        self._show(popover, self.in_host(ground))

    @Slot(float, float)
    def open_period(self, start: float, end: float) -> None:
        """Offer what can be done with whole days that were drawn on the axis."""
        certainly = self._session.filter.certainly
        popover = PeriodPopover(self._appearance, self._host, start, end, certainly=certainly)
        popover.zoom_requested.connect(self._steering.fit_days)
        popover.filter_requested.connect(self._filter_period)
        popover.select_requested.connect(self._select_period)
        popover.gone.connect(self.period_gone)
        scale = self._camera.view.scale
        x0, x1 = (min(max(scale.x(minute), -LANE_GAP), self._camera.width) for minute in (start, end))
        self._show(popover, self.in_host(QRectF(x0, -AXIS, x1 - x0, AXIS)))

    @Slot()
    def open_range(self) -> None:
        """Offer the same for the days that are in view, whole or in part."""
        self.open_period(*whole_days(*self._camera.span))

    @Slot(float, float)
    def _filter_period(self, start: float, end: float) -> None:
        self._session.filter_requested.emit(self._filtered(start, end))

    @Slot(float, float)
    def _select_period(self, start: float, end: float) -> None:
        """Select what the filter for the same days would show, to the entry."""
        self._session.selecting_requested.emit(self._filtered(start, end))

    def _filtered(self, start: float, end: float) -> Filter:
        first, last = (date_of(int(minute)).isoformat() for minute in (start, end - 1))
        return replace(self._session.filter, first=first, last=last)

    @Slot()
    def open_goto(self) -> None:
        """Ask for a date."""
        self.dismiss()
        field = GotoField(self._appearance, self._host)
        field.place_chosen.connect(self._go)
        self.popover = field
        middle = self._camera.width / 2
        near = Near.looking(self._camera.span, self._session.index)
        field.ask(self.in_host(QRectF(middle - 1, -AXIS, 2, AXIS)), near)

    @Slot(object)
    def _go(self, place: Place) -> None:
        """Go to a day or days, and mark them until something else is done."""
        self._steering.visit(place.start, place.end)
        self._marked = True
        self.period_marked.emit((place.start, place.end))

    def point_at(self, hit: Hit | None) -> None:
        """Await the tooltip of what is under the pointer now."""
        tip = None if hit is None or self.open else self._tip(hit)
        ground = None if hit is None or tip is None else self.ground_of(hit)
        if tip is None or ground is None:
            self.tooltips.dismiss()
        else:
            self._await(tip, self.in_host(ground))

    def focus_on(self, focus: Focus) -> None:
        """Await the tooltip of what has the keyboard's focus."""
        ground = self._ground_of_row(focus.row, focus.lane) if focus.row >= 0 and not self.open else None
        if ground is None:
            self.tooltips.dismiss()
        else:
            self._await(tip_of_row(self._session, focus.row), self.in_host(ground))

    def _await(self, tip: Tip, target: QRectF) -> None:
        """Await a tooltip; which sources an entry has is read until it comes."""
        self.tooltips.await_tip(tip, target)
        if tip.row >= 0:
            self._session.origins_requested.emit(tip.row)

    def ground_of(self, hit: Hit) -> QRectF | None:
        """Return what a hit lies on, in the plot; None for what has no ground of its own."""
        display = self._canvas.display
        if display is None:
            return None
        match hit.target:
            case Target.CLUSTER if hit.item is not None:
                return cluster_ground(display.clusters[hit.item], self._canvas.style)
            case Target.BAR if hit.item is not None:
                bars, at = display.bars, hit.item
                top, bottom = float(bars.top[at]), float(bars.bottom[at])
                return QRectF(float(bars.x[at]), top, float(bars.width[at]), max(1.0, bottom - top))
            case Target.MARK | Target.LABEL | Target.CARD if hit.row is not None:
                return self._ground_of_row(hit.row, hit.lane)
            case Target.HEADER:
                band = band_of(display, hit.lane)
                left = self._canvas.plot_x
                return None if band is None else QRectF(-left, band.y, left - LANE_GAP, band.height)
            case _:
                return None

    def place_of(self, focus: Focus) -> QRectF:
        """Return where an entry stands in the host; the plot's corner for one that is not drawn."""
        return self.in_host(self._ground_of_row(focus.row, focus.lane) or QRectF(0, 0, 1, 1))

    def grounds_of(self, row: int) -> list[QRectF]:
        """Return every place of an entry in the host."""
        if self._canvas.display is None or row < 0:
            return []
        return [self.in_host(ground) for _, _, ground in places(self._canvas.display, {row})]

    def _ground_of_row(self, row: int, lane: int | None) -> QRectF | None:
        if self._canvas.display is None:
            return None
        grounds = {at: ground for _, at, ground in places(self._canvas.display, {row})}
        return grounds.get(-1 if lane is None else lane) or next(iter(grounds.values()), None)

    def _tip(self, hit: Hit) -> Tip | None:
        if hit.row is not None:
            return tip_of_row(self._session, hit.row)
        display = self._canvas.display
        if hit.target is Target.HEADER:
            return tip_of_lane(self._session, band_of(display, hit.lane))
        index = self._canvas.index
        if display is None or index is None or hit.item is None:
            return None
        if hit.target is Target.CLUSTER:
            rows = display.clusters.rows[hit.item]
            return Tip(entries(len(rows)), (date_words().touched(*known_span(index.marks, rows)),))
        if hit.target is Target.BAR:
            at, bars = hit.item, display.bars
            period = date_words().touched(float(bars.start[at]), float(bars.end[at]))
            return Tip(entries(int(bars.count[at].sum())), (period,))
        return None
