"""Tooltips of the canvas: what an entry is, when, from whom to whom, and from how many sources."""

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QObject, QRectF, Qt, QTimer, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.marks import ROLES, Marks
from db.own import Sign
from db.records import Origin
from db.vocabularies import Role
from desktop.session import Session
from desktop.theme import Appearance, motion
from desktop.timeline.display import Band
from desktop.views.timeline.motion import clock
from desktop.vocabulary import named
from desktop.widgets.lane_names import lane_names
from desktop.widgets.raised import Raised
from desktop.widgets.words import words
from desktop.wording import (
    after_words,
    before_words,
    date_words,
    entries,
    in_view_words,
    origin_lines,
    pinned_words,
    reported_words,
    sources,
)

WIDEST = 420
"""Pixels of a line, where the window has room for so many."""
PAD = 10
NEIGHBOUR = 400.0
"""ms after a tooltip has gone in which the next one comes sooner."""
_GIVERS = (Role.SPEAKER, Role.LEAD)
_TAKERS = (Role.ADDRESSEE, Role.TARGET, Role.PARTICIPANT)
MOST_NAMED = 4


class Tip(Struct, frozen=True):
    """What a tooltip says: a heading and lines below it."""

    heading: str
    lines: tuple[str, ...] = ()
    row: int = -1
    """The entry that it tells of, -1 for anything else; its last line is the number of its sources."""


def who_to_whom(session: Session, marks: Marks, row: int) -> str:
    """Return "Çavuşoğlu → United States" with the labels of actors; empty where none is known."""
    begin, end = (int(marks.actors.offsets[row + step]) for step in (0, 1))
    named: dict[bool, list[str]] = {True: [], False: []}
    for at in range(begin, end):
        role = ROLES[int(marks.roles[at])]
        if role in _GIVERS or role in _TAKERS:
            named[role in _GIVERS].append(_label(session, marks.actor_ids[int(marks.actors.members[at])]))
    sides = [_few(list(dict.fromkeys(named[givers]))) for givers in (True, False)]
    return " → ".join(side for side in sides if side)


def _label(session: Session, actor: str) -> str:
    known = session.library.actors.get(actor) if session.library else None
    return known.label if known else actor


def _few(names: list[str]) -> str:
    shown = ", ".join(names[:MOST_NAMED])
    return f"{shown}, …" if len(names) > MOST_NAMED else shown


def tip_of_row(session: Session, row: int) -> Tip:
    """Return what is said of an entry: title, date in words, who to whom, number of sources, what is yours."""
    marks = session.marks
    if marks is None:
        return Tip("")
    said, drawn = date_words(), session.drawn
    other = drawn is not None and drawn is not marks and row < len(drawn)
    lines = (
        said.mark(marks, row),
        reported_words(said.mark(drawn, row)) if drawn is not None and other else "",
        who_to_whom(session, marks, row),
        own_words(session, row),
        # Last: who the sources are takes its place once that is read.
        sources(int(marks.sources[row])),
    )
    return Tip(marks.titles[row], tuple(line for line in lines if line), row)


def own_words(session: Session, row: int) -> str:
    """Return what the user has put on an entry; empty where that is nothing."""
    own = session.own
    label = own.label(row)
    told = [
        QCoreApplication.translate("Timeline", "star") if own.has(row, Sign.STARRED) else "",
        QCoreApplication.translate("Timeline", "label {name}").format(name=named(label).lower()) if label else "",
        *(own.tags_of(row) if own.has(row, Sign.TAGGED) else ()),
        QCoreApplication.translate("Timeline", "note") if own.has(row, Sign.NOTED) else "",
    ]
    said = ", ".join(part for part in told if part)
    return QCoreApplication.translate("Timeline", "Yours: {what}").format(what=said) if said else ""


def tip_of_lane(session: Session, band: Band | None) -> Tip | None:
    """Return what is said of a lane: its whole name, and how many entries lie before, in and after what is in view."""
    index = session.index
    if band is None or index is None:
        return None
    told = (before_words(band.before), in_view_words(band.active), after_words(band.after))
    numbers = (band.before, band.active, band.after)
    line = ", ".join(text for text, number in zip(told, numbers, strict=True) if number)
    names = lane_names(index.marks, index.grouping, short=False)
    pinned = [pinned_words()] if band.pinned else []
    return Tip(names[band.lane], (entries(band.count), *([line] if line else []), *pinned))


class TooltipBox(Raised):
    """The box of a tooltip; the pointer goes through it."""

    def __init__(self, appearance: Appearance, host: QWidget) -> None:
        """Start empty."""
        super().__init__(appearance, host)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(PAD, 7, PAD, 8)
        self._column.setSpacing(0)

    def fill(self, tip: Tip) -> None:
        """Say something else."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        room = min(WIDEST, self.across() - 2 * PAD - 2)
        heading = words("", self._appearance, self, bold=True)
        heading.setText(_cut(tip.heading, QFontMetrics(heading.font()), room))
        self._column.addWidget(heading)
        for line in tip.lines:
            label = words("", self._appearance, self, role="second")
            label.setText(_cut(line, QFontMetrics(label.font()), room))
            self._column.addWidget(label)


def _cut(text: str, metrics: QFontMetrics, room: int) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)


class Tooltips(QObject):
    """Shows a tooltip after a while on one place, sooner on its neighbour."""

    def __init__(self, appearance: Appearance, host: QWidget) -> None:
        """Show over ``host``."""
        super().__init__(host)
        self._appearance = appearance
        self._host = host
        self._box: TooltipBox | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._show)
        self._waiting: tuple[Tip, QRectF] | None = None
        self._gone = -NEIGHBOUR

    @property
    def text(self) -> str:
        """What is shown now, a line each; empty while nothing is."""
        if self._box is None or not self._box.isVisible() or self._waiting is None:
            return ""
        return "\n".join((self._waiting[0].heading, *self._waiting[0].lines))

    def await_tip(self, tip: Tip, target: QRectF) -> None:
        """Show ``tip`` for a rectangle of the host once its time has come."""
        near = self._visible() or clock() - self._gone < NEIGHBOUR
        self.dismiss()
        self._waiting = (tip, target)
        # Waiting is no movement: it stays the same where less motion is asked for.
        self._timer.start(motion("tooltip-neighbour") or 100 if near else motion("tooltip") or 500)

    @Slot(int, object)
    def tell_origins(self, row: int, origins: tuple[Origin, ...]) -> None:
        """Name the sources of the entry that is waited for or shown, in place of their number."""
        if self._waiting is None or not origins:
            return
        tip, target = self._waiting
        if tip.row != row or row < 0:
            return
        self._waiting = replace(tip, lines=(*tip.lines[:-1], *origin_lines(origins)), row=-1), target
        if self._visible():
            self._show()

    def _visible(self) -> bool:
        return self._box is not None and self._box.isVisible()

    @property
    def awaited(self) -> bool:
        """Tell whether a tooltip is still to come."""
        return self._timer.isActive()

    @Slot()
    def dismiss(self) -> None:
        """Take the tooltip away, and what waits."""
        self._timer.stop()
        if self._visible():
            self._gone = clock()
        self._waiting = None
        if self._box is not None:
            self._box.hide()

    @Slot()
    def _show(self) -> None:
        if self._waiting is None or not self._host.isVisible():
            return
        if self._box is None:
            self._box = TooltipBox(self._appearance, self._host)
        tip, target = self._waiting
        self._box.fill(tip)
        self._box.show_for(target)
