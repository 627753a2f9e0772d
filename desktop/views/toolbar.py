"""The bar over the panels: the search, back and forward, the grouping, the span in words, zoom and export.

What a narrow window has no room for stands in a menu at the bar's end.
"""

from collections.abc import Sequence
from functools import partial

from msgspec import Struct
from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QWidget

from desktop.icons import themed_icon
from desktop.session import Session
from desktop.theme import Appearance
from desktop.vocabulary import colouring_name
from desktop.widgets.choice_button import ChoiceButton
from desktop.wording import length_in_words

SEARCH, SEARCH_NARROW, SEARCH_LEAST = 392, 240, 120
NARROW = 1400
"""Narrower bars have a shorter search field."""
EDGE, GAP = 12, 4


class _Part(Struct, frozen=True):
    """What goes together when there is little room, and what stands for it in the menu."""

    widgets: tuple[QWidget, ...]
    actions: tuple[QAction, ...] = ()
    menus: tuple[QMenu, ...] = ()


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
        self._gone = 0
        self._room = 0
        """Pixels that the length in words may take until something else must give way."""
        self._closed_filters = False
        self.filters = QPushButton(self.tr("Filters"), self)
        self.filters.hide()
        self.grouping = ChoiceButton(self.tr("Group by"), appearance, self)
        self.grouping.chosen.connect(session.grouping_requested)
        self.colouring = ChoiceButton(self.tr("Colour by"), appearance, self)
        self.colouring.chosen.connect(session.colouring_requested)
        self.clock = ChoiceButton(self.tr("Date"), appearance, self)
        self.clock.chosen.connect(session.clock_requested)
        self._length = QLabel(self)
        self._length.setProperty("role", "second")
        self.export = QPushButton(self.tr("Export"), self)
        self.export.clicked.connect(actions["export"].trigger)
        self.more = QToolButton(self)
        self.more.setObjectName("more")
        self.more.setText("»")
        self.more.setToolTip(self.tr("More"))
        self.more.setAccessibleName(self.tr("More"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setMenu(QMenu(self.more))
        self.more.hide()
        self._lay_out(actions)
        session.clock_changed.connect(self._offer_clocks)
        session.library_changed.connect(self._offer_groupings)
        session.grouping_changed.connect(self._offer_groupings)
        session.groupings_added.connect(self._offer_groupings)
        session.library_changed.connect(self._offer_colourings)
        session.colouring_changed.connect(self._offer_colourings)
        session.filter_changed.connect(self._count_filters)
        session.span_changed.connect(self._tell_length)
        appearance.changed.connect(self._draw_icons)
        self._offer_clocks()
        self._draw_icons()

    def _lay_out(self, actions: dict[str, QAction]) -> None:
        back, forward = self._button(actions["back"], "back"), self._button(actions["forward"], "forward")
        smaller, larger = self._button(actions["zoom-out"], "minus"), self._button(actions["zoom-in"], "plus")
        fit = QToolButton(self)
        fit.setText(self.tr("Fit"))
        actions["fit"].changed.connect(partial(self._explain, fit, actions["fit"]))
        self._explain(fit, actions["fit"])
        fit.clicked.connect(actions["fit"].trigger)
        row = QHBoxLayout(self)
        row.setContentsMargins(EDGE, 6, EDGE, 6)
        row.setSpacing(GAP)
        row.addWidget(self._search)
        row.addSpacing(8)
        row.addWidget(self.filters)
        row.addWidget(back)
        row.addWidget(forward)
        row.addSpacing(12)
        row.addWidget(self.grouping)
        row.addWidget(self.colouring)
        row.addWidget(self.clock)
        row.addStretch(1)
        row.addWidget(self._length)
        row.addSpacing(12)
        row.addWidget(smaller)
        row.addWidget(fit)
        row.addWidget(larger)
        row.addSpacing(12)
        row.addWidget(self.export)
        row.addWidget(self.more)
        self._row = row
        # What goes first comes first; menus hold what actions do not.
        self._parts = (
            _Part((self._length,)),
            _Part((smaller, fit, larger), (actions["zoom-out"], actions["fit"], actions["zoom-in"])),
            _Part((self.clock,), menus=(self.clock.menu(),)),
            _Part((self.colouring,), menus=(self.colouring.menu(),)),
            _Part((back, forward), (actions["back"], actions["forward"])),
            _Part((self.grouping,), menus=(self.grouping.menu(),)),
            _Part((self.filters,), (actions["panel-filters"],)),
            _Part((self.export,), (actions["export"],)),
        )

    def _explain(self, button: QToolButton, action: QAction) -> None:
        """Let a button with a name of its own tell what the command tells."""
        button.setToolTip(action.toolTip())

    # Room

    def offer_filters(self, *, offered: bool) -> None:
        """Offer to open the filters, or do not while they are open."""
        self._closed_filters = offered
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Return the room for a short search field and the menu of all else."""
        return QSize(2 * EDGE + SEARCH_LEAST + GAP + self.more.sizeHint().width(), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the search as much room as there is for it."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show what there is room for, and offer the rest in the menu."""
        gone = 0
        while gone < len(self._parts) and self._needed(gone) > self.width():
            gone += 1
        for number, part in enumerate(self._parts):
            for widget in part.widgets:
                widget.setVisible(number >= gone and self._is_wanted(widget))
        self.more.setVisible(gone > 1)
        if gone != self._gone:
            self._gone = gone
            self._fill_more(self._parts[:gone])
        wanted = SEARCH if self.width() >= NARROW else SEARCH_NARROW
        spare = max(self.width() - self._needed(gone), 0)
        given = min(wanted - SEARCH_LEAST, spare)
        self._search.setFixedWidth(SEARCH_LEAST + given)
        self._room = self._length.minimumSizeHint().width() + spare - given

    def _is_wanted(self, widget: QWidget) -> bool:
        return widget is not self.filters or self._closed_filters

    def _needed(self, gone: int) -> int:
        """Return the least width of the bar without its first parts."""
        hidden = {widget for part in self._parts[:gone] for widget in part.widgets}
        widths = []
        for place in range(self._row.count()):
            item = self._row.itemAt(place)
            if item is None:
                continue
            widget = item.widget()
            if widget is None:
                widths.append(item.minimumSize().width())
            elif widget is self._search:
                widths.append(SEARCH_LEAST)
            elif widget is self.more:
                widths.append(self.more.sizeHint().width() if gone > 1 else -GAP)
            elif widget not in hidden and self._is_wanted(widget):
                widths.append(min(max(widget.minimumSizeHint().width(), widget.minimumWidth()), widget.maximumWidth()))
            else:
                widths.append(-GAP)
        return 2 * EDGE + sum(widths) + GAP * (len(widths) - 1)

    def _fill_more(self, parts: Sequence[_Part]) -> None:
        menu = self.more.menu()
        menu.clear()
        for part in reversed(parts):
            for submenu in part.menus:
                menu.addMenu(submenu)
            menu.addActions(part.actions)

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
        self._fit()

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
        self._fit()

    @Slot()
    def _offer_clocks(self) -> None:
        offered = [("happened", self.tr("Happened")), ("reported", self.tr("Reported"))]
        self.clock.offer(offered, self._session.clock)
        self._fit()

    @Slot()
    def _offer_colourings(self) -> None:
        offered = [(key, colouring_name(key)) for key in self._session.colourings()]
        self.colouring.offer(offered, self._session.colouring)
        self._fit()

    @Slot()
    def _count_filters(self) -> None:
        wanted = self._session.filter
        count = len(wanted.terms) + bool(wanted.first or wanted.last)
        self.filters.setText(self.tr("Filters ({0})").format(count) if count else self.tr("Filters"))
        self._fit()

    @Slot()
    def _tell_length(self) -> None:
        self._length.setText(length_in_words(*self._session.span))
        # As the view moves this is told in every frame: to measure the whole bar again is for when it must be.
        if not self._length.isHidden() and self._length.minimumSizeHint().width() > self._room:
            self._fit()
