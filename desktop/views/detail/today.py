"""The sentence that an entry is told as it is known today, while the filter asks what was known on a day."""

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.dates import parse
from desktop.session import Session
from desktop.theme import Appearance
from desktop.widgets.prose import Prose
from desktop.wording import date_words

BELOW = 12


def _tr(text: str) -> str:
    return QCoreApplication.translate("Detail", text)


class ToldToday(QWidget):
    """Takes no room while nothing is to be said."""

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget) -> None:
        """Follow the filter of ``session``."""
        super().__init__(parent)
        self._session, self._appearance = session, appearance
        self._prose: Prose | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, BELOW)
        session.filter_changed.connect(self._follow)
        self._follow()

    @Slot()
    def _follow(self) -> None:
        said = self._sentence()
        if self._prose is not None and self._prose.text() != said:
            self._column.removeWidget(self._prose)
            self._prose.hide()
            self._prose.deleteLater()
            self._prose = None
        if said and self._prose is None:
            self._prose = Prose(said, self._appearance, self, size="label", colour="ink-2")
            self._column.addWidget(self._prose)
        self.setVisible(bool(said))

    def _sentence(self) -> str:
        known = self._session.filter.known_on
        if not known:
            return ""
        day = parse(known).last_day
        said = date_words().day(day) if day else known
        return _tr("Date, sources and their number are as known today, not as on {day}.").format(day=said)
