"""Entries that are related to the one shown: a link to each, and how many days lie between."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from db.records import EntryHead, Related
from db.vocabularies import Relation
from desktop.session import Session
from desktop.theme import Appearance
from desktop.widgets.flow import FlowLayout
from desktop.widgets.link import Link
from desktop.widgets.words import words
from desktop.wording import distance

TERM_WIDTH = 76
TERM_GAP = 12


def _tr(text: str) -> str:
    return QCoreApplication.translate("Detail", text)


def relation_name(related: Related) -> str:
    """Return how the other entry is related to the one shown."""
    match related.relation, related.inverse:
        case Relation.SAID_AT, False:
            return _tr("Said at")
        case Relation.SAID_AT, True:
            return _tr("Said there")
        case Relation.RESPONDS_TO, False:
            return _tr("Responds to")
        case Relation.RESPONDS_TO, True:
            return _tr("Answered by")
        case Relation.PART_OF, False:
            return _tr("Part of")
        case Relation.PART_OF, True:
            return _tr("Has part")
        case Relation.CONTRADICTS, False:
            return _tr("Contradicts")
        case Relation.CONTRADICTS, True:
            return _tr("Disputed by")
        case None, True:
            return _tr("After")
        case _:
            return _tr("Before")


class RelatedEntries(QGridLayout):
    """One line an entry; a relation is named at its first."""

    def __init__(self, related: tuple[Related, ...], session: Session, appearance: Appearance, parent: QWidget) -> None:
        super().__init__()
        self._session = session
        self.setHorizontalSpacing(TERM_GAP)
        self.setVerticalSpacing(0)
        self.setColumnMinimumWidth(0, TERM_WIDTH)
        self.setColumnStretch(1, 1)
        said = ""
        for row, other in enumerate(related):
            name = relation_name(other)
            if name != said:
                self.addWidget(words(name, appearance, parent, role="second"), row, 0)
                said = name
            link = Link(other.head.title, appearance, parent, size="label")
            link.setAccessibleName(f"{name}: {other.head.title}")
            link.setToolTip(self._tip(other.head))
            link.clicked.connect(partial(self._go, other.head.row))
            flow = FlowLayout()
            flow.addWidget(link)
            self.addLayout(flow, row, 1)
            if other.days is not None:
                days = words(distance(other.days), appearance, parent, role="second")
                self.addWidget(days, row, 2, Qt.AlignmentFlag.AlignRight)

    def _tip(self, head: EntryHead) -> str:
        if self._is_shown(head.row):
            return head.title
        return _tr("{title}\nHidden by the filter").format(title=head.title)

    def _is_shown(self, row: int) -> bool:
        mask = self._session.shown.mask
        return row >= len(mask) or bool(mask[row])

    def _go(self, row: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a signal's
        self._session.go_to(row)
        if not self._is_shown(row):
            self._session.said.emit(_tr("The filter hides this entry on the timeline and in the chronology."))
