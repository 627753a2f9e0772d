"""Ask which other versions of what is attached may take its place: a row an article, with how both stand."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize, Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from db.readings import Offer, standing
from desktop.widgets.anchor_words import anchor_words
from desktop.wording import UNSEEN

ARTICLE, OFFERED, ITS_ANCHORS, ATTACHED, OTHER_ANCHORS = range(5)
ROW = 26
Answer = Callable[[frozenset[str]], object]
"""What is done with the slugs of the articles whose attached versions are to be replaced."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Replacing", text)


def ask_to_replace(offers: Sequence[Offer], labels: Mapping[str, str], answer: Answer, parent: QWidget) -> None:
    """Ask for the articles whose attached versions may be replaced; ``labels`` names them by their slugs.

    Nothing is asked where there is no other version, and nothing waits for the answer. Who closes the question keeps
    what is attached.
    """
    others = best_of_each(offers)
    if others:
        ReplaceDialog(others, labels, answer, parent).open()
    else:
        answer(frozenset())


def best_of_each(offers: Sequence[Offer]) -> dict[str, Offer]:
    """Return by article the best of the offers that hold another version than the one attached, the first of equals."""
    best: dict[str, Offer] = {}
    for offer in offers:
        if offer.slug is None or offer.there is None:
            continue
        if offer.slug not in best or standing(offer.counts) > standing(best[offer.slug].counts):
            best[offer.slug] = offer
    return best


class ReplaceDialog(QDialog):
    """A table of articles, each with the offered and the attached version; those are ticked whose offered is better."""

    def __init__(self, others: Mapping[str, Offer], labels: Mapping[str, str], answer: Answer, parent: QWidget) -> None:
        """List the versions of ``others`` by article; ``answer`` is called once, when the dialog is closed."""
        super().__init__(parent)
        self._answer = answer
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_tr("Replace originals"))
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.note.setText(
            _tr(
                "Other versions of these originals are attached. What is replaced is gone from the library: Undo does "
                "not bring it back, attaching its file again does."
            )
        )
        self.list = self._table()
        for slug, offer in others.items():
            self.list.addTopLevelItem(_item(slug, offer, labels.get(slug, slug)))
        self.replace = QPushButton(_tr("Replace what is ticked"), self)
        self.keep = QPushButton(_tr("Keep what is attached"), self)
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.replace, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.keep, QDialogButtonBox.ButtonRole.RejectRole)
        self.keep.setDefault(True)
        column = QVBoxLayout(self)
        column.addWidget(self.note)
        column.addWidget(self.list, 1)
        column.addWidget(buttons)
        self.resize(860, 260)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.list.itemChanged.connect(self._tell)
        self.finished.connect(self._finish)
        self._tell()

    def ticked(self) -> frozenset[str]:
        """Return the slugs of the articles that are ticked."""
        items = (self.list.topLevelItem(row) for row in range(self.list.topLevelItemCount()))
        return frozenset(
            str(item.data(ARTICLE, Qt.ItemDataRole.UserRole))
            for item in items
            if item is not None and item.checkState(ARTICLE) is Qt.CheckState.Checked
        )

    def _table(self) -> QTreeWidget:
        table = QTreeWidget(self)
        table.setAccessibleName(_tr("Originals to be replaced"))
        table.setHeaderLabels([_tr("Article"), _tr("Offered"), _tr("Its anchors"), _tr("Attached"), _tr("Its anchors")])
        table.setRootIsDecorated(False)
        table.setUniformRowHeights(True)
        table.header().setStretchLastSection(False)
        table.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.header().setSectionResizeMode(OTHER_ANCHORS, QHeaderView.ResizeMode.Stretch)
        return table

    @Slot()
    def _tell(self) -> None:
        self.replace.setEnabled(bool(self.ticked()))

    @Slot(int)
    def _finish(self, result: int) -> None:
        self._answer(self.ticked() if result == QDialog.DialogCode.Accepted else frozenset())


def _item(slug: str, offer: Offer, label: str) -> QTreeWidgetItem:
    offered, there = Path(offer.file).name.translate(UNSEEN), (offer.there or "").translate(UNSEEN)
    said = [label, offered, anchor_words(offer.counts), there, anchor_words(offer.other)]
    item = QTreeWidgetItem(said)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    better = standing(offer.counts) > standing(offer.other)
    item.setCheckState(ARTICLE, Qt.CheckState.Checked if better else Qt.CheckState.Unchecked)
    item.setData(ARTICLE, Qt.ItemDataRole.UserRole, slug)
    item.setSizeHint(OTHER_ANCHORS, QSize(0, ROW))
    for column, words in enumerate(said):
        item.setToolTip(column, offer.file if column == OFFERED else words)
    return item
