"""The bar over the panels: the search, back and forward, the grouping, the span in words, zoom and export."""

from functools import partial

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from desktop.icons import themed_icon
from desktop.session import Session
from desktop.theme import Appearance
from desktop.vocabulary import colouring_name
from desktop.widgets.choice_button import ChoiceButton
from desktop.wording import length_in_words

SEARCH, SEARCH_NARROW = 392, 240
NARROW = 1400
"""Narrower bars have a shorter search field."""


class Toolbar(QWidget):
    """Holds the search and buttons for commands of the table; what they do is the commands' matter."""

    def __init__(
        self,
        session: Session,
        appearance: Appearance,
        actions: dict[str, QAction],
        search: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        """Build the bar from ``actions``, keyed by command id, and the field to search in."""
        super().__init__(parent)
        self._session = session
        self._appearance = appearance
        self._drawn: list[tuple[QAction, str]] = []
        self._buttons: list[QToolButton] = []
        self._search = search
        self.filters = QPushButton(self.tr("Filters"), self)
        self.filters.hide()
        self.grouping = ChoiceButton(self.tr("Group by"), appearance, self)
        self.grouping.chosen.connect(session.grouping_requested)
        self.colouring = ChoiceButton(self.tr("Colour by"), appearance, self)
        self.colouring.chosen.connect(session.colouring_requested)
        self.clock = ChoiceButton(self.tr("Date"), appearance, self)
        self.clock.chosen.connect(session.clock_requested)
        session.clock_changed.connect(self._offer_clocks)
        self._offer_clocks()
        self._length = QLabel(self)
        self._length.setProperty("role", "second")
        self.export = QPushButton(self.tr("Export"), self)
        self.export.clicked.connect(actions["export"].trigger)
        self._lay_out(actions)
        session.library_changed.connect(self._offer_groupings)
        session.grouping_changed.connect(self._offer_groupings)
        session.groupings_added.connect(self._offer_groupings)
        session.library_changed.connect(self._offer_colourings)
        session.colouring_changed.connect(self._offer_colourings)
        session.filter_changed.connect(self._count_filters)
        session.span_changed.connect(self._tell_length)
        appearance.changed.connect(self._draw_icons)
        self._draw_icons()

    def _lay_out(self, actions: dict[str, QAction]) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(4)
        row.addWidget(self._search)
        row.addSpacing(8)
        row.addWidget(self.filters)
        row.addWidget(self._button(actions["back"], "back"))
        row.addWidget(self._button(actions["forward"], "forward"))
        row.addSpacing(12)
        row.addWidget(self.grouping)
        row.addWidget(self.colouring)
        row.addWidget(self.clock)
        stretch = QWidget(self)
        stretch.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(stretch)
        row.addWidget(self._length)
        row.addSpacing(12)
        row.addWidget(self._button(actions["zoom-out"], "minus"))
        fit = QToolButton(self)
        fit.setText(self.tr("Fit"))
        actions["fit"].changed.connect(partial(self._explain, fit, actions["fit"]))
        self._explain(fit, actions["fit"])
        fit.clicked.connect(actions["fit"].trigger)
        row.addWidget(fit)
        row.addWidget(self._button(actions["zoom-in"], "plus"))
        row.addSpacing(12)
        row.addWidget(self.export)

    def _explain(self, button: QToolButton, action: QAction) -> None:
        """Let a button with a name of its own tell what the command tells."""
        button.setToolTip(action.toolTip())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the search as much room as there is for it."""
        super().resizeEvent(event)
        self._search.setFixedWidth(SEARCH if self.width() >= NARROW else SEARCH_NARROW)

    def _button(self, action: QAction, icon: str) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setIconSize(QSize(16, 16))
        self._drawn.append((action, icon))
        self._buttons.append(button)
        return button

    @Slot()
    def _draw_icons(self) -> None:
        theme = self._appearance.theme
        self.setFixedHeight(theme.length("toolbar"))
        size = theme.length("button")
        for button in self._buttons:
            button.setFixedSize(size, size)
        for choice in (self.grouping, self.colouring, self.clock):
            choice.updateGeometry()
        for action, icon in self._drawn:
            action.setIcon(themed_icon(icon, theme["ink"], theme["ink-3"]))

    @Slot()
    def _offer_groupings(self) -> None:
        names = {
            "side": self.tr("Side"),
            "actor": self.tr("Actor"),
            "type": self.tr("Type"),
            "quad": self.tr("Kind of act"),
            "article": self.tr("Article"),
            "channel": self.tr("Channel"),
            "stance": self.tr("Stance"),
            "position": self.tr("Position"),
        }
        marks = self._session.marks
        offered = [(key, name) for key, name in names.items() if marks is not None and key in marks.groupings]
        self.grouping.offer(offered, self._session.grouping)

    @Slot()
    def _offer_clocks(self) -> None:
        offered = [("happened", self.tr("Happened")), ("reported", self.tr("Reported"))]
        self.clock.offer(offered, self._session.clock)

    @Slot()
    def _offer_colourings(self) -> None:
        offered = [(key, colouring_name(key)) for key in self._session.colourings()]
        self.colouring.offer(offered, self._session.colouring)

    @Slot()
    def _count_filters(self) -> None:
        wanted = self._session.filter
        count = len(wanted.terms) + bool(wanted.first or wanted.last)
        self.filters.setText(self.tr("Filters ({0})").format(count) if count else self.tr("Filters"))

    @Slot()
    def _tell_length(self) -> None:
        self._length.setText(length_in_words(*self._session.span))
