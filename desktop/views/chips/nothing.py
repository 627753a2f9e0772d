"""What stands over the timeline where the filter leaves nothing: which part of it to drop, and what that would show."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from db.filters import Filter
from desktop.session import Session
from desktop.theme import Appearance
from desktop.views.chips.terms import chip_words
from desktop.widgets.words import words
from desktop.wording import entries

MOST = 6
"""Parts that are offered to be dropped."""
WIDEST = 460
RADIUS = 6.0


class NothingShown(QWidget):
    """Offers every single part of the filter without which something is shown, with how many entries that leaves."""

    def __init__(self, session: Session, appearance: Appearance, host: QWidget) -> None:
        """Stand in the middle of ``host`` while the filter leaves nothing."""
        super().__init__(host)
        self._session, self._appearance = session, appearance
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.setAccessibleName(self.tr("Nothing is shown"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 16, 20, 16)
        self._column.setSpacing(6)
        self.hide()
        host.installEventFilter(self)
        session.library_changed.connect(self._refresh)
        session.filter_changed.connect(self._refresh)
        appearance.changed.connect(self._refresh)
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        marks = self._session.marks
        if marks is None or not len(marks) or self._session.shown.count or not self._session.filter:
            self.hide()
            return
        self._say(self.tr("No entry passes all of these filters."), bold=True)
        named = {each.without: f"{each.name}: {each.value}" for each in chip_words(self._session)}
        ways = [way for way in self._session.shown.ways if way.filter in named][:MOST]
        self._say(self.tr("Drop one of them:") if ways else self.tr("To drop a single one would show nothing either."))
        for way in ways:
            text = self.tr("Without {filter}").format(filter=named[way.filter])
            self._offer(text, way.count, way.filter)
        self._offer(self.tr("Without any filter"), len(marks), Filter())
        self.show()
        self._place()

    def _say(self, text: str, *, bold: bool = False) -> None:
        self._add(words(text, self._appearance, self, bold=bold, role="" if bold else "second"))

    def _offer(self, text: str, number: int, wanted: Filter) -> None:
        button = QPushButton(self)
        said = f"  ·  {entries(number)}"
        room = WIDEST - 100 - button.fontMetrics().horizontalAdvance(said)
        button.setText(
            button.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room).replace("&", "&&") + said
        )
        button.setAccessibleName(f"{text}: {entries(number)}")
        button.setToolTip(text)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(partial(self._ask, wanted))
        self._add(button)

    def _add(self, widget: QWidget) -> None:
        self._column.addWidget(widget)
        widget.show()  # a layout that is seen shows it only later, and it would have no room until then

    def _ask(self, wanted: Filter, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a signal's
        self._session.filter_requested.emit(wanted)

    def _place(self) -> None:
        host = self.parentWidget()
        if host is not None:
            self._column.activate()
            size = self.sizeHint().boundedTo(host.size())
            self.resize(size)
            self.move((host.width() - size.width()) // 2, (host.height() - size.height()) // 2)
            self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and edge."""
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme["line-strong"], 1))
        painter.setBrush(theme["raised"])
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.end()
