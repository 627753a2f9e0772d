"""The palette itself: a field and the list below it, over the upper middle of the window."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from desktop.session import Session
from desktop.shortcuts import Shortcuts
from desktop.theme import Appearance
from desktop.views.palette import choices
from desktop.views.palette.listing import WIDTH, ChoiceLine, ChoiceModel, line_height
from desktop.widgets.words import words

SEEN = 12
"""Lines in sight; the others are scrolled to."""
TOP = 72
"""Below the window's upper edge."""
EDGE = 12
RADIUS = 6.0
LONGEST = 1000
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: SEEN - 1, Qt.Key.Key_PageUp: 1 - SEEN}


class Palette(QWidget):
    """Lists what fits the letters typed. The focus stays in the field; it goes back to where it was at the end."""

    ran = Signal(str)
    """A command was chosen: its id."""

    def __init__(
        self,
        session: Session,
        appearance: Appearance,
        shortcuts: Shortcuts,
        actions: Mapping[str, QAction],
        window: QWidget,
    ) -> None:
        """Stand over ``window``; hidden until it is opened."""
        super().__init__(window)
        self._session, self._appearance = session, appearance
        self._shortcuts, self._actions = shortcuts, actions
        self._offered: list[choices.Choice] = []
        self._recent: tuple[str, ...] = ()
        self._came_from: QWidget | None = None
        self.hide()
        self.setObjectName("palette")
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.field = QLineEdit(self)
        self.list = QListView(self)
        self.model = ChoiceModel(self)
        self.nothing = words(self.tr("Nothing is called that"), appearance, self, role="second")
        self._build()
        self.field.textChanged.connect(self._find)
        self.list.clicked.connect(self._choose)
        window.installEventFilter(self)
        appearance.changed.connect(self.close_now)

    def _build(self) -> None:
        self.field.setPlaceholderText(self.tr("A command, lane, article or actor"))
        self.field.setAccessibleName(self.tr("All commands"))
        self.field.setMaxLength(LONGEST)
        self.field.installEventFilter(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(ChoiceLine(self._appearance, self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Commands"))
        self.list.viewport().setAutoFillBackground(False)
        self.list.setStyleSheet("background: transparent")
        self.nothing.setContentsMargins(EDGE, 0, EDGE, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 9, 1, 9)
        column.setSpacing(8)
        frame = QVBoxLayout()
        frame.setContentsMargins(8, 0, 8, 0)
        frame.addWidget(self.field)
        column.addLayout(frame)
        column.addWidget(self.list)
        column.addWidget(self.nothing)

    def open(self, recent: Sequence[str]) -> None:
        """Offer everything; the commands that were run last stand first."""
        self._recent = tuple(recent)
        self._came_from = QApplication.focusWidget()
        self._offered = [*choices.commands(self._actions, self._shortcuts), *choices.places(self._session)]
        self.field.clear()
        self._find()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot()
    def close_now(self) -> None:
        """Go away; the focus returns to where it was."""
        if self.isVisible():
            had_focus = self.field.hasFocus()
            self.hide()
            if had_focus and self._came_from is not None:
                self._came_from.setFocus(Qt.FocusReason.PopupFocusReason)
            self._came_from = None

    @Slot()
    def _find(self) -> None:
        found = choices.find(self.field.text(), self._offered, self._recent)
        self.model.show(found)
        self.list.setVisible(bool(found))
        self.nothing.setVisible(not found)
        if found:
            self._set_current(0)
        self._place()

    def _place(self) -> None:
        """Stand in the middle of the window, as high as what is listed, and inside it."""
        window = self.window()
        width = min(WIDTH, window.width() - 2 * EDGE)
        room = (window.height() - TOP - 80) // line_height(self._appearance)
        seen = max(1, min(SEEN, len(self.model.found), room))
        self.list.setFixedHeight(seen * line_height(self._appearance))
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((window.width() - width) // 2, TOP)

    def _set_current(self, place: int) -> None:
        index = self.model.index(place)
        self.list.setCurrentIndex(index)
        self.field.setAccessibleDescription(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))

    def _step(self, by: int) -> None:
        """Move the choice by some lines; from the last it goes on at the first, as far as single steps go."""
        total = len(self.model.found)
        if total:
            at = self.list.currentIndex().row() + by
            self._set_current(at % total if abs(by) == 1 else min(max(at, 0), total - 1))

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        """Run what was chosen, with the focus where it was; what cannot be run stays, with its reason."""
        if not index.isValid():
            return
        choice = self.model.found[index.row()].choice
        if choice.missing:
            self._session.said.emit(self.tr("{0}: {1}").format(choice.text.rstrip("…"), choice.missing))
            return
        self.close_now()
        if choice.command:
            self.ran.emit(choice.command)
        choice.run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that move and take the choice; follow the window; close where the focus goes elsewhere."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._key(Qt.Key(event.key()))
        if watched is self.field and isinstance(event, QFocusEvent) and event.lostFocus():
            # The field's own menu takes the focus for a while only.
            if event.reason() is not Qt.FocusReason.PopupFocusReason:
                self.close_now()
        elif watched is self.window() and event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _key(self, key: Qt.Key) -> bool:
        if key in _STEPS:
            self._step(_STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.list.currentIndex())
        elif key is Qt.Key.Key_Escape:
            self.close_now()
        else:
            # Tab has nowhere to go: the list is moved in from the field.
            return key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and edge."""
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme["line-strong"], 1))
        painter.setBrush(theme["raised"])
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.end()
