"""The saved views: open, rename, overwrite, delete them, give them keys."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from db.own import LONGEST_NAME
from db.saved_views import ViewError, ViewState
from db.wishes import ViewDropping, ViewSaving
from desktop.session import Session
from desktop.theme import Appearance
from desktop.widgets.choice_button import ChoiceButton
from desktop.widgets.view_words import key_choices, key_of, told_state

NAME, HOLDS, KEY = range(3)
NAME_WIDTH = 240
ROLE = Qt.ItemDataRole.UserRole


class ViewsList(QTreeWidget):
    """The list; F2 renames, Delete deletes, Enter opens."""

    delete_wished = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete the chosen view with the key of that name."""
        if event.key() == Qt.Key.Key_Delete and self.state() is not QTreeWidget.State.EditingState:
            self.delete_wished.emit()
        else:
            super().keyPressEvent(event)


class SavedViewsDialog(QDialog):
    """Every change is written at once and can be undone."""

    overwrite_requested = Signal(str)
    key_requested = Signal(str, int)

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        """List the views of ``session``, now and whenever they change."""
        super().__init__(parent)
        self._session, self._appearance = session, appearance
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Saved views"))
        self.note = QLabel(self)
        self.note.setProperty("role", "second")
        self.note.setWordWrap(True)
        self.list = ViewsList(self)
        self.list.setAccessibleName(self.tr("Saved views"))
        self.list.setHeaderLabels([self.tr("Name"), self.tr("Holds"), self.tr("Key")])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setEditTriggers(QTreeWidget.EditTrigger.EditKeyPressed)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.resizeSection(NAME, NAME_WIDTH)
        header.setSectionResizeMode(HOLDS, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(KEY, QHeaderView.ResizeMode.ResizeToContents)
        self.list.itemActivated.connect(self._open)
        self.list.itemChanged.connect(self._rename)
        self.list.currentItemChanged.connect(self._tell)
        self.list.delete_wished.connect(self._delete)
        self._lay_out()
        self.resize(680, 360)
        session.own_changed.connect(self._fill)
        appearance.changed.connect(self._fill)
        self._fill()

    def _lay_out(self) -> None:
        self.key = ChoiceButton(self.tr("Key"), self._appearance, self)
        self._choices = key_choices(self.tr("none"))
        self.key.chosen.connect(self._give_key)
        self.show_it = self._button(self.tr("Open"), self._open)
        self.rename = self._button(self.tr("Rename"), self._edit)
        self.overwrite = self._button(self.tr("Save what is shown here"), self._overwrite)
        self.delete = self._button(self.tr("Delete"), self._delete)
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self.show_it, self.rename, self.overwrite, self.delete, self.key):
            row.addWidget(widget)
        row.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(self.note)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        column.addWidget(buttons)

    def _button(self, text: str, run: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.clicked.connect(run)
        return button

    @Slot()
    def _fill(self) -> None:
        chosen = self._name()
        self.list.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.list.clear()
        for name, state in self._session.own.views:
            item = QTreeWidgetItem([name, told_state(state), key_of(state)])
            item.setData(NAME, ROLE, name)
            item.setSizeHint(NAME, QSize(0, self._appearance.theme.length("table-row")))
            item.setToolTip(HOLDS, item.text(HOLDS))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self.list.addTopLevelItem(item)
            if name == chosen:
                self.list.setCurrentItem(item)
        if self.list.currentItem() is None and self.list.topLevelItemCount():
            self.list.setCurrentIndex(self.list.model().index(0, NAME))
        self.list.blockSignals(False)  # noqa: FBT003
        none = self.tr("No view is saved yet. View > Save this view… keeps what the window shows under a name.")
        self.note.setText("" if self.list.topLevelItemCount() else none)
        self.note.setVisible(bool(self.note.text()))
        self._tell()

    def _name(self) -> str:
        item = self.list.currentItem()
        return "" if item is None else str(item.data(NAME, ROLE))

    @Slot()
    def _tell(self) -> None:
        name, writable = self._name(), self._session.writable
        self.show_it.setEnabled(bool(name))
        for widget in (self.rename, self.overwrite, self.delete, self.key):
            widget.setEnabled(bool(name) and writable)
        text = dict(self._session.own.views).get(name, "")
        try:
            self.key.offer(self._choices, str(ViewState.from_text(text).key))
        except ViewError:
            self.key.offer(self._choices, "0")

    @Slot()
    def _open(self) -> None:
        if self._name():
            self._session.view_requested.emit(self._name())

    @Slot()
    def _edit(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.list.editItem(item, NAME)

    @Slot(QTreeWidgetItem, int)
    def _rename(self, item: QTreeWidgetItem, column: int) -> None:
        before, after = str(item.data(NAME, ROLE)), " ".join(item.text(NAME).split())[:LONGEST_NAME]
        if column != NAME or before == after:
            return
        views = dict(self._session.own.views)
        if not after or after in views or not self._session.writable:
            item.setText(NAME, before)
            if after in views:
                self._session.said.emit(self.tr("There is a view “{name}” already.").format(name=after))
            return
        item.setData(NAME, ROLE, after)
        self._session.writing_requested.emit(ViewSaving(after, views[before], instead_of=before))

    @Slot()
    def _overwrite(self) -> None:
        if self._name():
            self.overwrite_requested.emit(self._name())

    @Slot()
    def _delete(self) -> None:
        if self._name() and self._session.writable:
            self._session.writing_requested.emit(ViewDropping(self._name()))

    @Slot(str)
    def _give_key(self, key: str) -> None:
        if self._name():
            self.key_requested.emit(self._name(), int(key))
