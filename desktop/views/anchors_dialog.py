"""The health of the anchors: how many stand in each state, and every one that is not exact, with a way to its words."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtGui import QBrush, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QSizePolicy,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from db.vocabularies import AnchorState
from desktop.requests import Reading
from desktop.vocabulary import named
from desktop.wording import count

if TYPE_CHECKING:
    from db.records import Doubt
    from desktop.session import Session
    from desktop.theme import Appearance

ENTRY, ARTICLE, STATE, WHERE, WHY = range(5)


def _tr(text: str) -> str:
    return QCoreApplication.translate("AnchorsDialog", text)


def where(doubt: "Doubt") -> str:
    """Return which passage it is and, of an altered one, about which of its words changed."""
    passage = _tr("passage {0}").format(doubt.passage)
    if not doubt.changed:
        return passage
    ranges = [str(first) if first == last else _tr("{0} to {1}").format(first, last) for first, last in doubt.changed]
    return _tr("{0}, about words {1}").format(passage, _tr(" and ").join(ranges))


class AnchorsDialog(QDialog):
    """Stands beside the window while its anchors are gone through: a click or Enter leads to the words."""

    def __init__(self, session: "Session", appearance: "Appearance", parent: QWidget | None = None) -> None:
        """Ask ``session`` for what is not exact, now and whenever something was attached or detached."""
        super().__init__(parent)
        self._session, self._appearance = session, appearance
        self._doubts: tuple[Doubt, ...] = ()
        self._wanted: Doubt | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Anchors"))
        self.counts = QLabel(self)
        self.counts.setFont(appearance.theme.font("body", bold=True))
        self.note = QLabel(self)
        self.note.setProperty("role", "second")
        self.note.setWordWrap(True)
        for label in (self.counts, self.note):
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.list = QTreeWidget(self)
        self.list.setAccessibleName(self.tr("Anchors that are not exact"))
        titles = self.tr("Entry"), self.tr("Article"), self.tr("State"), self.tr("Where"), self.tr("Why")
        self.list.setHeaderLabels(titles)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(ENTRY, QHeaderView.ResizeMode.Stretch)
        # Before the anchors are read, an empty list would say too much.
        self.list.hide()
        for column in (ARTICLE, STATE, WHERE, WHY):
            self.list.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        # Enter belongs to the list.
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        column_layout = QVBoxLayout(self)
        column_layout.addWidget(self.counts)
        column_layout.addWidget(self.note)
        column_layout.addWidget(self.list, 1)
        # Holds the words at the top where there is nothing to list.
        column_layout.addStretch(0)
        column_layout.addWidget(buttons)
        self.resize(960, 420)
        self.list.itemClicked.connect(self._lead)
        self.list.itemActivated.connect(self._lead)
        session.health_changed.connect(self._ask)
        session.doubts_read.connect(self._take)
        # The application goes to an entry's first passage with the entry: this one has the last word.
        session.entry_changed.connect(self._read_wanted, Qt.ConnectionType.QueuedConnection)
        appearance.changed.connect(self._fill)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for what is to be listed."""
        super().showEvent(event)
        self._ask()

    @Slot()
    def _ask(self) -> None:
        self._session.doubts_requested.emit()

    @Slot(object)
    def _take(self, doubts: "tuple[Doubt, ...]") -> None:
        self._doubts = doubts
        self._fill()

    @Slot()
    def _fill(self) -> None:
        self._tell()
        self.list.clear()
        library = self._session.library
        labels = {article.slug: article.label for article in library.articles} if library is not None else {}
        warn = QBrush(self._appearance.theme["warn"])
        for number, doubt in enumerate(self._doubts):
            why = named(doubt.reason) if doubt.reason else ""
            said = [doubt.title, labels.get(doubt.article, doubt.article), named(doubt.state), where(doubt), why]
            item = QTreeWidgetItem(said)
            item.setData(ENTRY, Qt.ItemDataRole.UserRole, number)
            item.setToolTip(ENTRY, doubt.title)
            item.setForeground(STATE, warn)
            self.list.addTopLevelItem(item)
        self.list.setVisible(bool(self._doubts))

    def _tell(self) -> None:
        """Tell the counts, and what they mean."""
        health = self._session.health
        if health is None or not health.attached:
            self.counts.setText(self.tr("No original is attached."))
            self.note.setText(self.tr("Anchors are resolved once one is: use File > Attach originals…"))
            return
        told = (f"{count(health.counts.get(state, 0))} {named(state)}" for state in AnchorState)
        self.counts.setText("  ·  ".join(told))
        of = self.tr("Originals attached for {n} of {total} articles.").format(n=health.attached, total=health.articles)
        said = self.tr("A click leads to the passage; of a lost one, to our digest.")
        self.note.setText(f"{of} {said if self._doubts else self.tr('All anchors are exact.')}")

    @Slot(QTreeWidgetItem)
    def _lead(self, item: QTreeWidgetItem) -> None:
        """Select the entry, and read what supports it."""
        doubt = self._doubts[int(item.data(ENTRY, Qt.ItemDataRole.UserRole))]
        self._wanted = doubt
        if self._session.selection.current == doubt.row and self._session.entry is not None:
            self._read_wanted()
        else:
            self._session.go_to(doubt.row)

    @Slot()
    def _read_wanted(self) -> None:
        wanted, entry = self._wanted, self._session.entry
        if wanted is None or entry is None or entry.head.row != wanted.row:
            return
        self._wanted = None
        passage = None if wanted.start is None or wanted.end is None else (wanted.start, wanted.end)
        self._session.reading_requested.emit(Reading(wanted.article, wanted.text, passage))
