"""The terms of an entry: when, who, to whom, how, where and with what stance."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from db.dates import parse
from db.filters import Word
from db.records import Actor, Entry, Stance
from db.vocabularies import Basis, Kind, Role, StanceValue, Status
from desktop.icons import paint_icon
from desktop.session import Session
from desktop.theme import Appearance
from desktop.views.detail.dates import Disclosure
from desktop.views.detail.stances import Chosen, Positions
from desktop.vocabulary import named
from desktop.widgets.explained import entry_explained
from desktop.widgets.flow import FlowLayout
from desktop.widgets.link import Link
from desktop.widgets.mark import entry_colour
from desktop.widgets.painting import paint_focus_ring
from desktop.widgets.prose import Prose
from desktop.widgets.words import words
from desktop.wording import count, date_words

TERM_WIDTH = 76
TERM_GAP = 12
ROW_GAP = 6

_EVENT_ROLES = (Role.LEAD, Role.PARTICIPANT, Role.TARGET, Role.HOST, Role.MEDIATOR)
_STANCE_ICONS = {
    StanceValue.FOR: "for",
    StanceValue.AGAINST: "against",
    StanceValue.CONDITIONAL: "conditional",
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("Detail", text)


class Terms(QGridLayout):
    """A grid of terms and values; terms without a value are left out."""

    def __init__(self, entry: Entry, session: Session, appearance: Appearance, parent: QWidget, chosen: Chosen) -> None:
        """Lay out the terms of ``entry``; the chart of positions stands open where it was ``chosen`` to."""
        super().__init__()
        self._session, self._appearance, self._parent = session, appearance, parent
        self.setContentsMargins(0, 0, 0, 0)
        self.setHorizontalSpacing(TERM_GAP)
        self.setVerticalSpacing(ROW_GAP)
        self.setColumnMinimumWidth(0, TERM_WIDTH)
        self.setColumnStretch(1, 1)
        self._date_row = -1
        self._add(_tr("When"), self._when(entry))
        colour = entry_colour(session, entry.head.row, appearance.theme)
        explained = partial(entry_explained, entry)
        closing = _tr("Close the explanation")
        self.date = Disclosure(
            explained,
            colour,
            self._date_link,
            appearance,
            self._place_date,
            parent,
            instead=self._reason,
            opened=closing,
        )
        self._date_row = self.rowCount()
        self._add_actors(entry)
        self._add_manner(entry)
        self.positions: Positions | None = None
        if entry.stances:
            link = Link(_tr("Over time"), appearance, parent, size="label")
            link.setAccessibleName(_tr("Positions over time"))
            self._add(_tr("Stance"), self._stances(entry.stances, link))
            self.positions = Positions(entry.head.row, session, appearance, parent, chosen, link)
            self.addLayout(self.positions, self.rowCount(), 0, 1, 2)

    def _place_date(self, explanation: QWidget) -> None:
        self.addWidget(explanation, self._date_row, 0, 1, 2)

    def _add(self, term: str, value: QWidget | QLayout) -> None:
        # The row below the date is free for its explanation.
        row = max(self.rowCount(), self._date_row + 1)
        label = words(term, self._appearance, self._parent, role="second")
        label.setFixedHeight(self._appearance.theme.line_height("body", self._appearance.theme.text_font("body")))
        self.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        if isinstance(value, QWidget):
            self.addWidget(value, row, 1)
        else:
            self.addLayout(value, row, 1)

    def _text(self, text: str, *, size: str = "body", colour: str = "ink", bold: bool = False) -> Prose:
        return Prose(text, self._appearance, self._parent, size=size, colour=colour, bold=bold)

    def _when(self, entry: Entry) -> QLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        said = date_words().when(parse(entry.head.date)) if entry.head.date else _tr("no date")
        column.addWidget(self._text(said[:1].upper() + said[1:], bold=True))
        self._reason: QWidget | None = None
        if reason := date_reason(entry):
            self._reason = self._text(reason, size="label", colour="ink-2")
            column.addWidget(self._reason)
        text = _explain_words(len(entry.readings))
        self._date_link = Link(text, self._appearance, self._parent, size="label")
        flow = FlowLayout()
        flow.addWidget(self._date_link)
        column.addLayout(flow)
        return column

    def _add_actors(self, entry: Entry) -> None:
        if entry.head.kind is Kind.STATEMENT:
            self._add_speakers(entry)
            return
        names = {
            Role.LEAD: _tr("Who"),
            Role.PARTICIPANT: _tr("With"),
            Role.TARGET: _tr("Towards"),
            Role.HOST: _tr("Host"),
            Role.MEDIATOR: _tr("Mediator"),
        }
        for role in _EVENT_ROLES:
            if actors := entry.actors(role):
                self._add(names[role], self._flow(actors))

    def _add_speakers(self, entry: Entry) -> None:
        speakers, behalf = entry.actors(Role.SPEAKER), entry.actors(Role.ON_BEHALF_OF)
        if speakers:
            flow = self._flow(speakers, last=_tr(", for") if behalf else "")
            self._fill(flow, behalf)
            self._add(_tr("Who"), flow)
        elif behalf:
            self._add(_tr("For"), self._flow(behalf))
        if addressees := entry.actors(Role.ADDRESSEE):
            self._add(_tr("To whom"), self._flow(addressees))

    def _flow(self, actors: tuple[Actor, ...], *, last: str = "") -> FlowLayout:
        flow = FlowLayout(gap=4, line_gap=0)
        self._fill(flow, actors, last=last)
        return flow

    def _fill(self, flow: FlowLayout, actors: tuple[Actor, ...], *, last: str = "") -> None:
        for number, actor in enumerate(actors, start=1):
            suffix = last if number == len(actors) else ","
            link = Link(actor.name, self._appearance, self._parent, suffix=suffix)
            link.setToolTip(actor_tip(actor))
            link.setAccessibleDescription(_tr("Shows only entries with {name}").format(name=actor.name))
            link.clicked.connect(partial(self._show_only, Word.ACTOR, actor.id))
            flow.addWidget(link)

    def _show_only(self, word: Word, value: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a signal's
        self._session.filter_by(word, value)

    def _add_manner(self, entry: Entry) -> None:
        manner = [part for part in (entry.channel, named(entry.form) if entry.form else "") if part]
        if manner:
            said = ", ".join(manner)
            self._add(_tr("How"), self._text(said[:1].upper() + said[1:]))
        if entry.place:
            self._add(_tr("Where"), self._text(entry.place))
        if entry.head.status is not Status.OCCURRED:
            said = named(entry.head.status)
            self._add(_tr("Status"), self._text(said[:1].upper() + said[1:]))

    def _stances(self, stances: tuple[Stance, ...], link: Link) -> FlowLayout:
        flow = FlowLayout(gap=4, line_gap=4)
        library = self._session.library
        questions = {q.id: q for q in library.dataset.questions} if library else {}
        for stance in stances:
            question = questions.get(stance.question)
            title = question.title if question else stance.question
            chip = StanceChip(stance.value, title, self._appearance, self._parent)
            if question and question.text:
                chip.setToolTip(f"{named(stance.value).capitalize()}: {question.text}")
            chip.clicked.connect(partial(self._show_only, Word.STANCE, f"{stance.question}:{stance.value}"))
            flow.addWidget(chip)
        flow.addWidget(link)
        return flow


def date_reason(entry: Entry) -> str:
    """Return how the date is known: its basis, the words that give it and the reasoning; empty where none is told."""
    said = f"‘{entry.date_wording}’" if entry.date_wording else ""
    match entry.date_basis:
        case Basis.EXPLICIT:
            known = _tr("Stated: {words}.").format(words=said) if said else _tr("Stated.")
        case Basis.RELATIVE:
            known = _tr("Reckoned from {words}.").format(words=said) if said else _tr("Reckoned.")
        case Basis.INFERRED:
            known = _tr("Inferred from {words}.").format(words=said) if said else _tr("Inferred.")
        case _:
            known = f"{said}." if said else ""
    return " ".join(part for part in (known, entry.date_reason) if part)


def _explain_words(readings: int) -> str:
    match readings:
        case 0:
            return _tr("Explain this date")
        case 1:
            return _tr("Explain this date; 1 other reading")
        case _:
            return _tr("Explain this date; {n} other readings").format(n=count(readings))


def actor_tip(actor: Actor) -> str:
    """Return what a tooltip tells of an actor: office and the name's variants."""
    variants = [name for name in actor.variants if name != actor.name]
    lines = [actor.office or actor.name]
    if variants:
        lines.append(_tr("Also written: {names}").format(names=", ".join(variants)))
    lines.append(_tr("Click to show only entries with this actor"))
    return "\n".join(lines)


class StanceChip(QAbstractButton):
    """A position towards a question, its sign drawn; a click shows only entries that take it."""

    def __init__(self, value: StanceValue, question: str, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = _STANCE_ICONS[value]
        self._appearance = appearance
        theme = appearance.theme
        self.setText(question)
        self.setAccessibleName(f"{question}: {named(value)}")
        self.setAccessibleDescription(_tr("Shows only entries with this stance"))
        self.setFont(theme.text_font("label"))
        self.setFixedHeight(theme.length("stance-chip") + max(0, theme.steps))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Return the room of the sign and a few letters: the words can elide."""
        return QSize(min(60, self.sizeHint().width()), self.height())

    def sizeHint(self) -> QSize:
        """Return the room of sign and words."""
        return QSize(round(QFontMetricsF(self.font()).horizontalAdvance(self.text())) + 28, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chip, its sign and its words."""
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme["hover"] if self.underMouse() else theme["select-soft"])
        painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        paint_icon(painter, QRectF(4, (self.height() - 14) / 2, 14, 14), self._icon, theme["ink"])
        painter.setPen(theme["ink"])
        painter.setFont(self.font())
        room = self.rect().adjusted(21, 0, -4, 0)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), theme)
        painter.end()
