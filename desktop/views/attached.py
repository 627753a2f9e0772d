"""Tell what the offered files were taken for: one line when all is well, a table when something is not."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from db.records import AttachReport
from db.vocabularies import AnchorState
from desktop.session import Session
from desktop.theme import Appearance
from desktop.widgets.anchor_words import anchor_words
from desktop.wording import UNSEEN, count

USUAL = "UTF-8"
FILE, READ_AS, ARTICLE, ANCHORS, REMARK = range(5)
ROW = 26


def _tr(text: str) -> str:
    return QCoreApplication.translate("Attached", text)


def told_in_passing(reports: Sequence[AttachReport]) -> bool:
    """Return whether a line in the status bar is enough: every file is attached and no anchor is lost."""
    return bool(reports) and all(r.article and not r.kept and not r.counts.get(AnchorState.LOST) for r in reports)


def summary(reports: Sequence[AttachReport]) -> str:
    """Return what all files were taken for, in a line."""
    recognised = [report for report in reports if report.article is not None]
    others = Counter(r.encoding for r in recognised if r.encoding not in ("", USUAL))
    read = (_tr("{0} read as {1}").format(count(number), name) for name, number in others.items())
    return "; ".join((total(reports), *read))


def total(reports: Sequence[AttachReport]) -> str:
    """Return how many files were recognised, and how all anchors stand."""
    if not reports:
        return _tr("No files were found there.")
    recognised = [report for report in reports if report.article is not None]
    counts = {state: sum(r.counts.get(state, 0) for r in recognised) for state in AnchorState}
    told = anchor_words(counts) or _tr("no anchors")
    return _tr("{0} of {1} files are originals of known articles: {2}").format(
        count(len(recognised)), count(len(reports)), told
    )


def remark(report: AttachReport) -> str:
    """Return what is to be known of a file beside what it was taken for."""
    if report.problem:
        return report.problem[0].upper() + report.problem[1:]
    if report.unchanged:
        return _tr("Attached already")
    if report.replaced:
        return _tr("In the place of {0}").format(report.replaced)
    return _tr("Left out: {0} stays").format(report.kept) if report.kept else ""


def tell(reports: Sequence[AttachReport], session: Session, appearance: Appearance, parent: QWidget) -> None:
    """Tell the reports in the status bar, and in a table where something needs to be seen to."""
    session.said.emit(summary(reports))
    if not told_in_passing(reports):
        AttachedDialog(reports, session, appearance, parent).open()


class AttachedDialog(QDialog):
    """A table of the files that were offered: what each was read as and taken for, and how its anchors stand."""

    def __init__(
        self, reports: Sequence[AttachReport], session: Session, appearance: Appearance, parent: QWidget
    ) -> None:
        """List the reports over ``parent``; articles have the names that they have in the session's library."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_tr("Attach originals"))
        self.summary = QLabel(total(reports), self)
        self.summary.setFont(appearance.theme.font("body", bold=True))
        self.summary.setWordWrap(True)
        library = session.library
        labels = {article.slug: article.label for article in library.articles} if library is not None else {}
        self.list = self._table()
        warn = QBrush(appearance.theme["warn"])
        for report in reports:
            self.list.addTopLevelItem(_item(report, labels, warn))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.summary)
        column.addWidget(self.list, 1)
        column.addWidget(buttons)
        self.resize(860, 320)

    def _table(self) -> QTreeWidget:
        table = QTreeWidget(self)
        table.setAccessibleName(_tr("Files that were offered"))
        table.setHeaderLabels([_tr("File"), _tr("Read as"), _tr("Article"), _tr("Anchors"), _tr("Remark")])
        table.setRootIsDecorated(False)
        table.setUniformRowHeights(True)
        table.header().setStretchLastSection(False)
        for column in (FILE, READ_AS, ARTICLE, ANCHORS):
            table.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        table.header().setSectionResizeMode(REMARK, QHeaderView.ResizeMode.Stretch)
        return table


def _item(report: AttachReport, labels: Mapping[str, str], warn: QBrush) -> QTreeWidgetItem:
    known = report.article is not None
    article = labels.get(report.article or "", report.article or "") if known else _tr("no known article")
    said = [
        Path(report.file).name.translate(UNSEEN),
        report.encoding,
        article,
        anchor_words(report.counts),
        remark(report),
    ]
    item = QTreeWidgetItem(said)
    item.setSizeHint(REMARK, QSize(0, ROW))
    for column, words in enumerate(said):
        item.setToolTip(column, report.file if column == FILE else words)
    if not known:
        item.setForeground(ARTICLE, warn)
    if report.counts.get(AnchorState.LOST):
        item.setForeground(ANCHORS, warn)
    return item
