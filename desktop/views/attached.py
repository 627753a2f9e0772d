"""Tell what the offered files were taken for: one line when all is well, a list when something is not."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from db.records import AnchorState, AttachReport
from desktop.session import Session
from desktop.vocabulary import named

if TYPE_CHECKING:
    from db.readings import Offer

USUAL = "UTF-8"
SHOWN = 12
"""Files that a dialog tells of at once; of more, all are told in its details."""


def _tr(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("Attached", text, None, count)


def told_in_passing(reports: Sequence[AttachReport]) -> bool:
    """Return whether a line in the status bar is enough: every file is attached and no anchor is lost."""
    return bool(reports) and all(r.article and not r.kept and not r.counts.get(AnchorState.LOST) for r in reports)


def line(report: AttachReport) -> str:
    """Return what one file was taken for, in a line."""
    name = Path(report.file).name
    if report.article is None:
        reason = f" ({report.problem})" if report.problem else ""
        return _tr("{0}: no known article{1}").format(name, reason)
    counts = ", ".join(f"{report.counts.get(state, 0)} {named(state)}" for state in AnchorState)
    return f"{name}: {report.article}: {counts}{_read_as(report)}{_came_of_it(report)}"


def _came_of_it(report: AttachReport) -> str:
    """Return what was done with an article's text, unless it was simply attached."""
    if report.unchanged:
        return _tr(" (attached already)")
    if report.replaced:
        return _tr(" (in the place of {0})").format(report.replaced)
    return _tr(" (left out, {0} stays)").format(report.kept) if report.kept else ""


def _read_as(report: AttachReport) -> str:
    """Return what a file was read as, unless that is what every text is expected to be."""
    return _tr(" (read as {0})").format(report.encoding) if report.encoding not in ("", USUAL) else ""


def summary(reports: Sequence[AttachReport]) -> str:
    """Return what all files were taken for, in a line."""
    if not reports:
        return _tr("No files were found there.")
    recognised = [report for report in reports if report.article is not None]
    counts = {state: sum(r.counts.get(state, 0) for r in recognised) for state in AnchorState}
    told = ", ".join(f"{count} {named(state)}" for state, count in counts.items() if count)
    others = Counter(r.encoding for r in recognised if r.encoding not in ("", USUAL))
    read = "".join(_tr("; {0} read as {1}").format(number, name) for name, number in others.items())
    return _tr("{0} of {1} files are originals of known articles: {2}{3}").format(
        len(recognised), len(reports), told or _tr("no anchors"), read
    )


def tell(reports: Sequence[AttachReport], session: Session, parent: QWidget) -> None:
    """Tell the reports in the status bar, and in a dialog where something needs to be seen to."""
    session.said.emit(summary(reports))
    if told_in_passing(reports):
        return
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Information)
    box.setWindowTitle(_tr("Attach originals"))
    box.setText(summary(reports))
    _list(box, [line(report) for report in reports])
    box.open()


def may_replace(offers: "Sequence[Offer]", parent: QWidget) -> bool:
    """Ask whether other versions of what is attached may take its place; nothing is asked where there are none."""
    others = [offer for offer in offers if offer.there is not None]
    if not others:
        return False
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(_tr("Replace originals"))
    asked = _tr("%n file(s) hold another version of an original that is attached.", len(others))
    box.setText(_tr("{0} Replace what is attached?").format(asked))
    _list(box, [_tr("{0}; attached is {1}").format(line(offer.report), offer.there) for offer in others])
    yes = box.addButton(_tr("Replace"), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(_tr("Keep what is attached"), QMessageBox.ButtonRole.RejectRole))
    box.exec()
    return box.clickedButton() is yes


def _list(box: QMessageBox, lines: Sequence[str]) -> None:
    # Names of files are no markup.
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText("\n".join(lines[:SHOWN]))
    if len(lines) > SHOWN:
        box.setDetailedText("\n".join(lines))
