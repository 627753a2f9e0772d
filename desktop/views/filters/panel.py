"""The filters: facets with live counts, which are the legend too, and the undated entries."""

from collections.abc import Sequence
from functools import partial

from msgspec import Struct, field
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QRect, Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.filters import FLAGS, FacetValue, Word
from desktop.commands import QT_TRANSLATE_NOOP
from desktop.session import Session
from desktop.theme import Appearance
from desktop.timeline.colouring import DIFFERING, SIDES
from desktop.views.filters.flags import FlagRows
from desktop.views.filters.legend import LegendRow
from desktop.views.filters.period import PeriodSection
from desktop.views.filters.rows import LABEL_X, FacetRow, SectionHeading, UndatedRow
from desktop.views.filters.switch import SwitchRow
from desktop.views.filters.terms import everything, flagged, is_checked, left_out, only, toggled
from desktop.vocabulary import named
from desktop.widgets.link import Link
from desktop.widgets.scrolling import OverlaidScrollArea
from desktop.widgets.words import Hairline
from desktop.wording import count

OPEN = (Word.KIND, Word.QUAD, Word.SIDE, Word.ARTICLE)
CLOSED = (
    Word.ACTOR,
    Word.ROLE,
    Word.STANCE,
    Word.TYPE,
    Word.FORM,
    Word.CHANNEL,
    Word.PUBLISHER,
    Word.BASIS,
    Word.CERTAINTY,
    Word.ANCHOR,
    Word.STARRED,
    Word.LABEL,
    Word.TAG,
    Word.NOTED,
)
MOST = 24
"""Values of a facet that are listed; the rest is behind a link."""
LEGENDS = {"act": Word.QUAD, "side": Word.SIDE, "stance": Word.STANCE, "certainty": Word.CERTAINTY}
"""The facet whose boxes carry the colours, by what these tell."""
BESIDE = {
    "side": ((SIDES, QT_TRANSLATE_NOOP("Legend", "Several sides, or none")),),
    "stance": (
        (DIFFERING, QT_TRANSLATE_NOOP("Legend", "Differs by question")),
        (DIFFERING + 1, QT_TRANSLATE_NOOP("Legend", "None")),
    ),
}
"""Codes that no value of the facet has, and what they tell."""


class Section(Struct):
    """A facet on screen: its heading, the widget and column of its rows, and the rows by value."""

    heading: SectionHeading
    body: QWidget
    column: QVBoxLayout
    more: Link
    rows: dict[str, FacetRow] = field(default_factory=dict)
    legend: list[LegendRow] = field(default_factory=list)
    flag: FlagRows | None = None
    """What stands there instead of rows where an entry has something or has it not."""
    whole: bool = False
    """All values are listed, however many."""


class FilterPanel(QWidget):
    """Every facet's values with counts; what is unchecked is hidden everywhere."""

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Show the facets of ``session`` from now on."""
        super().__init__(parent)
        self._session, self._appearance = session, appearance
        self.setObjectName("filters")
        self.setAccessibleName(self.tr("Filters"))
        self.setMinimumWidth(180)
        self.setAutoFillBackground(True)
        self.sections: dict[Word, Section] = {}
        self.undated = UndatedRow(appearance, self)
        self.undated.clicked.connect(self._open_tray)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scrolled(), 1)
        column.addWidget(Hairline(appearance, self))
        column.addWidget(self.undated)
        session.library_changed.connect(self._refresh)
        session.filter_changed.connect(self._refresh)
        session.counts_changed.connect(self._refresh)
        session.colouring_changed.connect(self._show_legend)
        # What has just been opened has its place only after the next layout.
        self._opened = QTimer(self)
        self._opened.setSingleShot(True)
        self._opened.timeout.connect(self._scroll_to_legend)
        appearance.changed.connect(self.update)
        self._refresh()

    def _scrolled(self) -> OverlaidScrollArea:
        area = self._area = OverlaidScrollArea(self)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget(area)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 7, 0, 8)
        column.setSpacing(0)
        for word in OPEN:
            self._add_section(word, inside, column)
        self.period = PeriodSection(self._session, self._appearance, inside)
        column.addWidget(self.period)
        for word in CLOSED:
            self._add_section(word, inside, column)
        self.joint = SwitchRow(self.tr("All of them together"), self._appearance, self.sections[Word.ACTOR].body)
        self.joint.clicked.connect(self._join_actors)
        self.sections[Word.ACTOR].column.insertWidget(0, self.joint)
        column.addStretch(1)
        area.setWidget(inside)
        return area

    def kept(self) -> str:
        """Return which sections stand otherwise than at first, as text, to be kept between starts."""
        return " ".join(
            word for word, section in self.sections.items() if section.heading.isChecked() != (word in OPEN)
        )

    def restore(self, text: str) -> None:
        """Open and close sections as they were left; words of none are passed over."""
        for word in text.split():
            if word in self.sections:
                self.sections[Word(word)].heading.setChecked(Word(word) not in OPEN)

    def _add_section(self, word: Word, inside: QWidget, column: QVBoxLayout) -> None:
        heading = SectionHeading(word, named(word), self._appearance, inside, opened=word in OPEN)
        body = QWidget(inside)
        rows = QVBoxLayout(body)
        rows.setContentsMargins(0, 1, 0, 5)
        rows.setSpacing(0)
        body.setVisible(word in OPEN)
        more = Link(self.tr("All"), self._appearance, body, size="label")
        more.hide()
        more.clicked.connect(partial(self._list_all, word))
        heading.toggled.connect(partial(self._open, word))
        column.addWidget(heading)
        column.addWidget(body)
        section = self.sections[word] = Section(heading, body, rows, more)
        if word in FLAGS:
            section.flag = FlagRows(word, self._appearance, body)
            section.flag.asked.connect(partial(self._flag, word))
            rows.addWidget(section.flag)
        for told, facet in LEGENDS.items():
            for code, text in BESIDE.get(told, ()) if facet is word else ():
                line = LegendRow(told, code, QCoreApplication.translate("Legend", text), self._appearance, body)
                line.hide()
                rows.addWidget(line)
                section.legend.append(line)
        indented = QHBoxLayout()
        indented.addSpacing(LABEL_X - more.inset)
        indented.addWidget(more)
        indented.addStretch(1)
        rows.addLayout(indented)

    @Slot()
    def _refresh(self) -> None:
        for word, section in self.sections.items():
            self._fill(word, section)
        self.undated.tell(self._session.shown.undated)
        self._colour_boxes()

    @Slot()
    def _show_legend(self) -> None:
        """Colour the boxes of another facet, and open it: there is no other legend."""
        self.sections[LEGENDS[self._session.colouring]].heading.setChecked(True)
        self._colour_boxes()
        self._opened.start()

    @Slot()
    def _scroll_to_legend(self) -> None:
        section = self.sections[LEGENDS[self._session.colouring]]
        self._area.ensureWidgetVisible(section.body, 0, 0)
        self._area.ensureWidgetVisible(section.heading, 0, 0)

    def _colour_boxes(self) -> None:
        index = self._session.index
        values = index.tints.values if index is not None else {}
        for word, section in self.sections.items():
            legend = word is LEGENDS[self._session.colouring]
            for value, row in section.rows.items():
                row.colour(self._session.colouring, values.get(value, -1) if legend else -1)
            for line in section.legend:
                line.setVisible(legend)

    def _open(self, word: Word, opened: bool) -> None:  # noqa: FBT001 - a signal's
        section = self.sections[word]
        self._fill(word, section)
        section.body.setVisible(opened)
        self._colour_boxes()

    def _fill(self, word: Word, section: Section) -> None:
        """Show a facet's counts; the rows of one that is closed are made when it is opened."""
        facets = self._session.shown.facets.get(word, ())
        section.heading.setVisible(bool(facets))
        section.body.setVisible(bool(facets) and section.heading.isChecked())
        if not section.heading.isChecked():
            return
        if section.flag is not None:
            section.flag.tell(self._session.filter, word, sum(facet.count for facet in facets))
            return
        listed = self._listed(word, section, facets)
        if list(section.rows) != [facet.value for facet in listed]:
            self._build_rows(word, section, listed)
        most = max((facet.count for facet in facets), default=0)
        for facet in listed:
            checked = is_checked(self._session.filter, word, facet.value)
            section.rows[facet.value].tell(facet, most, checked=checked)
        section.more.setVisible(len(listed) < len(facets))
        section.more.setText(self.tr("All {n}").format(n=count(len(facets))))
        if word is Word.ACTOR:
            self.joint.setChecked(self._session.filter.all_actors)

    def _listed(self, word: Word, section: Section, facets: Sequence[FacetValue]) -> Sequence[FacetValue]:
        """Return what is listed of a facet: of very many values, those that are asked for and the most frequent."""
        if section.whole or len(facets) <= MOST:
            return facets
        wanted = self._session.filter
        asked = {*wanted.term(word), *wanted.term(word, excluded=True)}
        order = sorted(range(len(facets)), key=lambda at: (facets[at].value not in asked, -facets[at].count, at))
        return [facets[at] for at in sorted(order[: max(MOST, len(asked))])]

    def _list_all(self, word: Word) -> None:
        self.sections[word].whole = True
        self._fill(word, self.sections[word])

    def _build_rows(self, word: Word, section: Section, listed: Sequence[FacetValue]) -> None:
        """Put the rows of what is listed in its order; those whose value is no longer listed tell of others.

        To build a row costs more than all that is said on it.
        """
        values = {facet.value for facet in listed}
        free = [row for value, row in section.rows.items() if value not in values]
        rows: dict[str, FacetRow] = {}
        before: QWidget = self.joint if word is Word.ACTOR else section.heading
        for place, facet in enumerate(listed, start=1 if word is Word.ACTOR else 0):
            row = section.rows.get(facet.value) or (free.pop() if free else self._made_row(word, facet, section))
            rows[facet.value] = row
            if section.column.indexOf(row) != place:
                section.column.removeWidget(row)
                section.column.insertWidget(place, row)
                row.show()
            self.setTabOrder(before, row)
            before = row
        for row in free:
            section.column.removeWidget(row)
            row.hide()
            row.deleteLater()
        section.rows = rows

    def _made_row(self, word: Word, facet: FacetValue, section: Section) -> FacetRow:
        row = FacetRow(word, facet, self._appearance, section.body)
        row.asked.connect(partial(self._toggle, word))
        row.only_asked.connect(partial(self._show_only, word))
        row.left_out.connect(partial(self._leave_out, word))
        row.all_asked.connect(partial(self._show_all, word))
        return row

    @Slot(bool)
    def _join_actors(self, joint: bool) -> None:  # noqa: FBT001 - a signal's
        self._session.filter_requested.emit(replace(self._session.filter, all_actors=joint))

    def _toggle(self, word: Word, value: str) -> None:
        values = [facet.value for facet in self._session.shown.facets.get(word, ())]
        self._session.filter_requested.emit(toggled(self._session.filter, word, value, values))

    def _flag(self, word: Word, having: bool | None) -> None:  # noqa: FBT001 - a signal's
        self._session.filter_requested.emit(flagged(self._session.filter, word, having))

    def _show_only(self, word: Word, value: str) -> None:
        self._session.filter_requested.emit(only(self._session.filter, word, value))

    def _leave_out(self, word: Word, value: str) -> None:
        self._session.filter_requested.emit(left_out(self._session.filter, word, value))

    def _show_all(self, word: Word) -> None:
        self._session.filter_requested.emit(everything(self._session.filter, word))

    @Slot()
    def _open_tray(self) -> None:
        corner = self.undated.mapToGlobal(self.undated.rect().topLeft())
        self._session.undated_requested.emit(QRect(corner, self.undated.size()))
