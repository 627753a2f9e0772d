"""Give commands other keys: press the key, see whose it is, take it over; one command or all can be put back."""

from functools import partial

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from db.folding import fold
from desktop.commands import COMMANDS, Command, command, translated
from desktop.shortcuts import MOST, KeyTable, Shortcuts, canonical, is_fixed, menu_opened_by, native
from desktop.theme import Appearance

TEXT, MENU, KEYS = range(3)
_ID = Qt.ItemDataRole.UserRole


class ShortcutsDialog(QDialog):
    """Works on a draft: OK puts it in force, Cancel forgets it."""

    def __init__(self, shortcuts: Shortcuts, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Begin with the keys in force."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Change keys"))
        self._shortcuts = shortcuts
        self._row = appearance.theme.length("table-row")
        self.draft = shortcuts.table
        self.sought = QLineEdit(self)
        self.list = QTreeWidget(self)
        self.name = QLabel(self)
        self.name.setFont(appearance.theme.font("body", bold=True))
        self.given = QWidget(self)
        self._given = QHBoxLayout(self.given)
        self.recorder = QKeySequenceEdit(self)
        self.add = QPushButton(self)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.told.setProperty("role", "second")
        self.reset = QPushButton(self.tr("Put back"), self)
        self._set_up()
        self._lay_out()
        self._fill()
        self.resize(720, 560)

    def _set_up(self) -> None:
        self.sought.setPlaceholderText(self.tr("Find a command or a key"))
        self.sought.setAccessibleName(self.sought.placeholderText())
        self.sought.setClearButtonEnabled(True)
        self.sought.textChanged.connect(self._sift)
        self.list.setAccessibleName(self.tr("Commands and their keys"))
        self.list.setHeaderLabels([self.tr("Command"), self.tr("Menu"), self.tr("Keys")])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(TEXT, QHeaderView.ResizeMode.Stretch)
        for column in (MENU, KEYS):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.list.currentItemChanged.connect(self._show_current)
        self.recorder.setMaximumSequenceLength(1)
        self.recorder.setClearButtonEnabled(True)
        self.recorder.setAccessibleName(self.tr("Press the new key"))
        self.recorder.keySequenceChanged.connect(self._judge)
        for button in (self.add, self.reset):
            button.setAutoDefault(False)
        self.add.clicked.connect(self._add)
        self.reset.clicked.connect(self._reset)

    def _lay_out(self) -> None:
        self._given.setContentsMargins(0, 0, 0, 0)
        press = QLabel(self.tr("Press the new key:"), self)
        press.setBuddy(self.recorder)
        row = QHBoxLayout()
        row.addWidget(press)
        row.addWidget(self.recorder)
        row.addWidget(self.add)
        row.addStretch(1)
        row.addWidget(self.reset)
        buttons = QDialogButtonBox(self)
        accept = buttons.addButton(QDialogButtonBox.StandardButton.Ok)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        accept.setAutoDefault(False)
        self.reset_all = buttons.addButton(self.tr("Put all back"), QDialogButtonBox.ButtonRole.ResetRole)
        self.reset_all.setAutoDefault(False)
        self.reset_all.clicked.connect(self._reset_all)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (self.sought, self.list, self.name, self.given):
            column.addWidget(widget)
        column.addLayout(row)
        column.addWidget(self.told)
        column.addWidget(buttons)
        self.told.setMinimumHeight(2 * self.told.fontMetrics().lineSpacing())

    def _fill(self) -> None:
        for each in COMMANDS:
            menu = translated(each.menu).replace("&", "") if each.menu else self.tr("Timeline")
            item = QTreeWidgetItem([translated(each.text).rstrip("…"), menu, ""])
            item.setData(TEXT, _ID, each.id)
            item.setSizeHint(TEXT, QSize(0, self._row))
            self.list.addTopLevelItem(item)
        self._tell_keys()
        self._sift("")

    def _tell_keys(self) -> None:
        """Write the draft's keys into the list; what is not as it was at first stands bold."""
        for number in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(number)
            if item is not None:
                each = self._command(item)
                item.setText(KEYS, "  ".join(map(native, self.draft.keys(each.id))))
                font = item.font(KEYS)
                font.setBold(self._is_changed(each))
                item.setFont(KEYS, font)
        self.reset_all.setEnabled(bool(self.draft.changed))
        self._show_current()

    def _is_changed(self, each: Command) -> bool:
        return self.draft.keys(each.id) != tuple(map(canonical, each.keys))

    def _command(self, item: QTreeWidgetItem) -> Command:
        return command(str(item.data(TEXT, _ID)))

    @property
    def current(self) -> Command | None:
        """The command that is chosen in the list."""
        item = self.list.currentItem()
        return None if item is None else self._command(item)

    @Slot(str)
    def _sift(self, typed: str) -> None:
        """List only what is called so, or has this key."""
        words = fold(typed).split()
        first: QTreeWidgetItem | None = None
        for number in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(number)
            if item is not None:
                said = fold(" ".join(item.text(column) for column in (TEXT, MENU, KEYS)))
                item.setHidden(not all(word in said for word in words))
                first = item if first is None and not item.isHidden() else first
        if first is not None:
            self.list.setCurrentItem(first)

    @Slot()
    def _show_current(self) -> None:
        """Show the chosen command's keys, each with a button that takes it away."""
        chosen = self.current
        while (item := self._given.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.name.setText(translated(chosen.text).rstrip("…") if chosen else "")
        keys = self.draft.keys(chosen.id) if chosen else ()
        for key in keys:
            self._given.addWidget(self._key_button(key))
        if not keys:
            none = QLabel(self.tr("No key") if chosen else "", self.given)
            none.setProperty("role", "second")
            self._given.addWidget(none)
        self._given.addStretch(1)
        self.reset.setEnabled(chosen is not None and self._is_changed(chosen))
        self.recorder.setEnabled(chosen is not None)
        self.recorder.clear()
        self._judge()

    def _key_button(self, key: str) -> QPushButton:
        button = QPushButton(f"{native(key)}  ✕", self.given)
        button.setAccessibleName(self.tr("Take {0} away").format(native(key)))
        button.setToolTip(button.accessibleName())
        button.setAutoDefault(False)
        button.clicked.connect(partial(self._take_away, key))
        return button

    def _take_away(self, key: str, _checked: object = None) -> None:
        if self.current is not None:
            kept = [other for other in self.draft.keys(self.current.id) if other != key]
            self._draft(self.draft.with_keys(self.current.id, kept))

    @property
    def pressed(self) -> str:
        """The key that was pressed, nothing before that."""
        written = self.recorder.keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        return canonical(written)

    @Slot()
    def _judge(self) -> None:
        """Say whose the pressed key is; what cannot be given cannot be added."""
        fault, owner = self._fault(), self.draft.owner(self.pressed) if self.pressed else None
        self.add.setText(self.tr("Add") if owner is None or fault else self.tr("Take it over"))
        self.add.setEnabled(bool(self.pressed) and not fault)
        if fault or owner is None:
            self.told.setText(fault)
            return
        text = self.tr("{0} runs “{1}” now; it would lose this key.")
        self.told.setText(text.format(native(self.pressed), translated(command(owner).text).rstrip("…")))

    def _fault(self) -> str:
        """Tell why the pressed key cannot be added; nothing where it can."""
        key, chosen = self.pressed, self.current
        if not key or chosen is None:
            return ""
        menu = menu_opened_by(key)
        if is_fixed(key):
            return self.tr("{0} moves about in every view and cannot be given away.").format(native(key))
        if menu is not None:
            name = translated(menu.value).replace("&", "")
            return self.tr("{0} opens the menu “{1}”.").format(native(key), name)
        if key in self.draft.keys(chosen.id):
            return self.tr("{0} runs this command already.").format(native(key))
        if len(self.draft.keys(chosen.id)) >= MOST:
            return self.tr("A command can have {0} keys; take one away first.").format(MOST)
        return ""

    @Slot()
    def _add(self) -> None:
        if self.current is not None and self.pressed:
            keys = (*self.draft.keys(self.current.id), self.pressed)
            self._draft(self.draft.with_keys(self.current.id, keys))

    @Slot()
    def _reset(self) -> None:
        if self.current is not None:
            self._draft(self.draft.reset(self.current.id))

    @Slot()
    def _reset_all(self) -> None:
        self._draft(KeyTable())

    def _draft(self, table: KeyTable) -> None:
        self.draft = table
        self._tell_keys()

    def accept(self) -> None:
        """Put the draft in force."""
        self._shortcuts.put_in_force(self.draft)
        super().accept()
