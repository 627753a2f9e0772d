"""The positions of an entry's speakers over time: read when it is first wished for, and drawn as a chart."""

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.records import StanceSeries
from desktop.session import Session
from desktop.theme import Appearance
from desktop.views.detail.stance_chart import StanceChart
from desktop.widgets.choice_button import ChoiceButton
from desktop.widgets.flow import FlowLayout
from desktop.widgets.link import Link
from desktop.widgets.words import words
from desktop.wording import count


def _tr(text: str) -> str:
    return QCoreApplication.translate("Detail", text)


class Chosen(Struct):
    """What is kept from entry to entry: whether the chart is open and has the keys, whose positions, on what."""

    opened: bool = False
    keyed: bool = False
    actor: str = ""
    question: str = ""


class Positions(QVBoxLayout):
    """A place that is empty until its link is followed, and holds the chart until that is followed again.

    A chart that is open stays so from entry to entry.
    """

    def __init__(
        self, row: int, session: Session, appearance: Appearance, parent: QWidget, chosen: Chosen, link: Link
    ) -> None:
        super().__init__()
        self._row, self._session, self._appearance, self._chosen, self._link = row, session, appearance, chosen, link
        self._parent = parent
        self.content: PositionsOverTime | None = None
        link.clicked.connect(self.toggle)
        if chosen.opened:
            self._open()

    @Slot()
    def toggle(self) -> None:
        """Show the chart, or take it away."""
        self._chosen.opened = self.content is None or self.content.isHidden()
        if self._chosen.opened:
            self._open()
        elif self.content is not None:
            self._chosen.keyed = False
            self._link.tell(_tr("Over time"))
            self.content.hide()

    def _open(self) -> None:
        self._link.tell(_tr("Close the chart"))
        if self.content is None:
            self.content = PositionsOverTime(self._row, self._session, self._appearance, self._parent, self._chosen)
            self.addWidget(self.content)
        self.content.show()


class PositionsOverTime(QWidget):
    """Chooses an actor and a question, and charts the positions."""

    def __init__(self, row: int, session: Session, appearance: Appearance, parent: QWidget, chosen: Chosen) -> None:
        """Ask for the positions of the speakers of ``row``."""
        super().__init__(parent)
        self._row, self._session, self._appearance, self._chosen = row, session, appearance, chosen
        self._series: tuple[StanceSeries, ...] = ()
        self.chart: StanceChart | None = None
        self.actors = ChoiceButton(_tr("Of"), appearance, self)
        self.questions = ChoiceButton(_tr("On"), appearance, self)
        self.actors.chosen.connect(self._choose_actor)
        self.questions.chosen.connect(self._choose_question)
        self._note = words("", appearance, self, size="small", role="second")
        flow = FlowLayout(gap=20, line_gap=0)
        flow.addWidget(self.actors)
        flow.addWidget(self.questions)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 0)
        self._column.setSpacing(4)
        self._column.addLayout(flow)
        self._column.addWidget(self._note)
        for widget in (self.actors, self.questions, self._note):
            widget.hide()
        session.stances_read.connect(self._take)
        session.stances_requested.emit(row)

    @Slot(int, object)
    def _take(self, row: int, series: tuple[StanceSeries, ...]) -> None:
        if row == self._row and series:
            self._series = series
            self._draw()

    @Slot(str)
    def _choose_actor(self, actor: str) -> None:
        self._chosen.actor = actor
        self._draw()

    @Slot(str)
    def _choose_question(self, question: str) -> None:
        self._chosen.question = question
        self._draw()

    def _draw(self) -> None:
        """Draw what was chosen last where this entry has it, else its first speaker on its first question."""
        wanted = self._chosen
        actors = {series.actor.id: series.actor.label for series in self._series}
        questions = {series.question: self._title(series.question) for series in self._series}
        actor = wanted.actor if wanted.actor in actors else next(iter(actors))
        question = wanted.question if wanted.question in questions else next(iter(questions))
        series = next(each for each in self._series if (each.actor.id, each.question) == (actor, question))
        self.actors.offer(list(actors.items()), actor)
        self.questions.offer(list(questions.items()), question)
        chart = StanceChart(series, questions[question], self._row, self._appearance, self)
        chart.chosen.connect(self._go)
        if self.chart is not None:
            self._column.removeWidget(self.chart)
            self.chart.hide()
            self.chart.deleteLater()
        self.chart = chart
        self._column.insertWidget(1, chart)
        self._note.setText(note(series))
        for widget in (self.actors, self.questions, self._note):
            widget.show()
        if wanted.keyed:
            chart.setFocus()

    def _title(self, question: str) -> str:
        library = self._session.library
        asked = library.dataset.questions if library is not None else ()
        return next((each.title for each in asked if each.id == question), question)

    @Slot(int)
    def _go(self, row: int) -> None:
        """Select an entry, whose passage follows; the keys stay with the chart if they were there."""
        self._chosen.keyed = self.chart is not None and self.chart.hasFocus()
        self._session.go_to(row)


def note(series: StanceSeries) -> str:
    """Return how many entries the chart shows, and how many have no date to stand at."""
    shown = sum(position.head.date is not None for position in series.positions)
    undated = len(series.positions) - shown
    said = _tr("1 entry takes a position") if shown == 1 else _tr("{n} entries take a position").format(n=count(shown))
    return said if not undated else _tr("{said}, {n} more without a date").format(said=said, n=count(undated))
