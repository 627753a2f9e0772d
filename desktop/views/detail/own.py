"""What the user has put on the selection: star, label, tags and note, each to be changed where it is shown."""

from functools import partial

import numpy as np
from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from db.labels import LABELS, Label
from db.own import LABEL_SHIFT, Sign
from db.records import Entry
from db.wishes import Labelling, Starring
from desktop.own_signs import label_icon, paint_label, paint_star
from desktop.session import Session
from desktop.states import NO_ROWS, Rows
from desktop.theme import Appearance
from desktop.views.detail.note import NoteBlockView
from desktop.views.detail.tags import TagsView, one_row
from desktop.vocabulary import named
from desktop.widgets.painting import paint_focus_ring
from desktop.widgets.words import words

SIDE = 24
ICON = 16


def _tr(text: str) -> str:
    return QCoreApplication.translate("Detail", text)


class SignButton(QAbstractButton):
    """A frameless button of one sign."""

    def __init__(self, session: Session, rows: Rows, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self.session, self.rows, self.appearance = session, rows, appearance
        self.setFixedSize(QSize(SIDE, SIDE))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        session.own_changed.connect(self._follow)
        session.library_changed.connect(self._let_go)
        appearance.changed.connect(self.update)

    @Slot()
    def _let_go(self) -> None:
        """Stand for nothing until what is shown is made anew: the rows are other entries' from now on, or none's."""
        self.rows = NO_ROWS
        self.refresh()

    @Slot()
    def _follow(self) -> None:
        # A slot that a subclass overrides would outlive its widget.
        self.refresh()

    def refresh(self) -> None:
        """Follow the user's layer."""
        self.setEnabled(self.session.writable and len(self.rows) > 0)
        self.update()

    def carried(self) -> np.ndarray:
        """Return what the rows carry; nothing before that is read."""
        own = self.session.own
        return own.signs[self.rows] if len(own.signs) else np.zeros(len(self.rows), np.uint8)

    def sign(self, painter: QPainter, square: QRectF) -> None:
        """Paint the sign."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sign, on a ground while it is hovered."""
        theme = self.appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() and self.isEnabled():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme["hover"])
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        inset = (SIDE - ICON) / 2
        self.sign(painter, QRectF(inset, inset, ICON, ICON))
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), theme)
        painter.end()


class StarButton(SignButton):
    """Gives the rows a star, or takes it where all have one."""

    def __init__(self, session: Session, rows: Rows, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(session, rows, appearance, parent)
        self.setObjectName("star")
        self.clicked.connect(self._toggle)
        self.refresh()

    def _all(self) -> bool:
        return len(self.rows) > 0 and bool(((self.carried() & Sign.STARRED) > 0).all())

    def refresh(self) -> None:
        """Follow the stars."""
        text = _tr("Remove the star") if self._all() else _tr("Give a star")
        self.setAccessibleName(text)
        self.setToolTip(text if self.session.writable else read_only_reason(self.session))
        super().refresh()

    @Slot()
    def _toggle(self) -> None:
        self.session.writing_requested.emit(Starring(self.rows, not self._all()))

    def sign(self, painter: QPainter, square: QRectF) -> None:
        """Paint a star, filled where all rows have one."""
        theme = self.appearance.theme
        paint_star(painter, square, theme["ink" if self.isEnabled() else "ink-3"], filled=self._all())


class LabelButton(SignButton):
    """Shows the rows' label, and offers all of them."""

    def __init__(self, session: Session, rows: Rows, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(session, rows, appearance, parent)
        self.setObjectName("label")
        self.clicked.connect(self._offer)
        self.refresh()

    def label(self) -> Label | None:
        """Return the label that all rows have."""
        codes = np.unique(self.carried() >> LABEL_SHIFT)
        return LABELS[int(codes[0]) - 1] if len(codes) == 1 and codes[0] else None

    def refresh(self) -> None:
        """Follow the labels."""
        label = self.label()
        text = _tr("Label: {name}").format(name=named(label)) if label else _tr("Colour label")
        self.setAccessibleName(text)
        self.setToolTip(text if self.session.writable else read_only_reason(self.session))
        super().refresh()

    @Slot()
    def _offer(self) -> None:
        menu = label_menu(self.session, self.rows, self.appearance, self, self.label())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def sign(self, painter: QPainter, square: QRectF) -> None:
        """Paint the label's shape, or an outline."""
        paint_label(painter, square, self.label(), self.appearance.theme)


def label_menu(session: Session, rows: Rows, appearance: Appearance, parent: QWidget, current: Label | None) -> QMenu:
    """Return a menu of all labels for some rows."""
    menu = QMenu(_tr("Label"), parent)
    for label in (*LABELS, None):
        text = named(label) if label else _tr("No label")
        action = menu.addAction(label_icon(label, appearance.theme), text)
        action.setCheckable(True)
        action.setChecked(label is current)
        action.triggered.connect(partial(_label, session, rows, label))
    return menu


def _label(session: Session, rows: Rows, label: Label | None, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
    session.writing_requested.emit(Labelling(rows, label))


def read_only_reason(session: Session) -> str:
    """Return why nothing can be written."""
    return session.library.read_only if session.library is not None else ""


def sign_buttons(session: Session, rows: Rows, appearance: Appearance, parent: QWidget) -> QHBoxLayout:
    """Return the buttons of star and label, side by side."""
    row = QHBoxLayout()
    row.setSpacing(0)
    # Their signs stand on the first line of what is beside them, and end with it.
    inset = (SIDE - ICON) // 2
    row.setContentsMargins(0, -inset, -inset, -inset)
    row.addWidget(LabelButton(session, rows, appearance, parent))
    row.addWidget(StarButton(session, rows, appearance, parent))
    return row


class OwnOfEntry(QVBoxLayout):
    """The tags and the note of one entry, under a heading of their own."""

    def __init__(self, entry: Entry, session: Session, appearance: Appearance, parent: QWidget) -> None:
        super().__init__()
        self.setSpacing(6)
        self.note = NoteBlockView(entry, session, appearance, parent)
        self.tags = TagsView(one_row(entry.head.row), session, appearance, parent, apart=True)
        heading = QHBoxLayout()
        heading.setSpacing(8)
        heading.addWidget(words(_tr("Yours"), appearance, parent, size="small", role="second", bold=True))
        if session.library is not None and session.library.read_only:
            heading.addWidget(words(_tr("Read-only here"), appearance, parent, size="small", role="third"))
        heading.addWidget(self.note.offer)
        heading.addWidget(self.tags.offer)
        heading.addStretch(1)
        self.addLayout(heading)
        self.addWidget(self.note)
        self.addWidget(self.tags)
