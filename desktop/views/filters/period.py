"""The period of the filter: from and to, and whether dates need meet it possibly or certainly."""

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtWidgets import QButtonGroup, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from db.dates import date_of, parse
from desktop.session import Session
from desktop.theme import Appearance
from desktop.timeline.goto import Near, read_place
from desktop.views.filters.rows import EDGE, SectionHeading
from desktop.views.filters.switch import ChoiceRow
from desktop.widgets.words import words
from desktop.wording import month_names, weekday_names


class PeriodSection(QWidget):
    """Reads the two bounds as people write dates, and tells both counts of the period that is set."""

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget) -> None:
        """Show and change the period of the filter of ``session``; closed until there is one."""
        super().__init__(parent)
        self._session = session
        self.heading = SectionHeading(None, self.tr("Date"), appearance, self, opened=False)
        self.body = QWidget(self)
        self.first, self.last = self._field(self.tr("From")), self._field(self.tr("To"))
        self.possibly = ChoiceRow(self.tr("Possibly meeting it"), appearance, self.body)
        self.possibly.setToolTip(self.tr("At least by one reading of its date, part of an entry lies in the period"))
        self.certainly = ChoiceRow(self.tr("Certainly meeting it"), appearance, self.body)
        self.certainly.setToolTip(
            self.tr("By every reading of its date, part of an entry lies in the period; the rest of it may lie outside")
        )
        self.told = words("", appearance, self.body, size="small", role="warn")
        self._lay_out(appearance)
        self.heading.toggled.connect(self.body.setVisible)
        group = QButtonGroup(self)
        for choice in (self.possibly, self.certainly):
            group.addButton(choice)
            choice.clicked.connect(self._choose)
        session.library_changed.connect(self._refresh)
        session.filter_changed.connect(self._refresh)
        self._refresh()

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit(self.body)
        field.setAccessibleName(self.tr("Date, {0}").format(name))
        field.setPlaceholderText(self.tr("8 July, 2020-06, 2019"))
        field.setClearButtonEnabled(True)
        field.installEventFilter(self)
        field.editingFinished.connect(self._enter)
        return field

    def _lay_out(self, appearance: Appearance) -> None:
        fields = QFormLayout()
        fields.setContentsMargins(EDGE, 2, EDGE, 2)
        fields.setSpacing(4)
        for name, field in ((self.tr("From"), self.first), (self.tr("To"), self.last)):
            label = QLabel(name, self.body)
            label.setFont(appearance.theme.font("label"))
            field.setFont(appearance.theme.font("label"))
            label.setBuddy(field)
            fields.addRow(label, field)
        inside = QVBoxLayout(self.body)
        inside.setContentsMargins(0, 1, 0, 5)
        inside.setSpacing(0)
        inside.addLayout(fields)
        self.told.setContentsMargins(EDGE, 0, EDGE, 0)
        for widget in (self.told, self.possibly, self.certainly):
            inside.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.heading)
        column.addWidget(self.body)
        self.body.hide()

    @Slot()
    def _refresh(self) -> None:
        """Show the filter's period; one that was set elsewhere opens the section."""
        wanted, inside = self._session.filter, self._session.shown.inside
        self.first.setText(wanted.first or "")
        self.last.setText(wanted.last or "")
        self._tell("")
        is_set = bool(wanted.first or wanted.last)
        (self.certainly if wanted.certainly else self.possibly).setChecked(True)
        for choice, number in ((self.possibly, inside and inside[0]), (self.certainly, inside and inside[1])):
            choice.setEnabled(is_set)
            choice.tell(number)
        if is_set:
            self.heading.setChecked(True)

    def _tell(self, fault: str) -> None:
        self.told.setText(fault)
        self.told.setVisible(bool(fault))

    @Slot()
    def _enter(self) -> None:
        """Ask for the period as it stands in the fields, if it is one."""
        wanted = self._session.filter
        first, last = self.first.text().strip(), self.last.text().strip()
        if (first, last) == (wanted.first or "", wanted.last or ""):
            return
        read = [text and (self._read(text, begins=begins) or None) for text, begins in ((first, True), (last, False))]
        if None in read:
            unread = first if read[0] is None else last
            self._tell(self.tr("“{0}” is no date").format(unread))
        elif read[0] and read[1] and _earliest(read[0]) > _earliest(read[1]):
            self._tell(self.tr("It ends before it begins"))
        else:
            self._tell("")
            certainly = wanted.certainly and any(read)
            changed = replace(wanted, first=read[0] or None, last=read[1] or None, certainly=certainly)
            self._session.filter_requested.emit(changed)

    def _read(self, text: str, *, begins: bool) -> str:
        """Return the first or the last day of what was written, as filters write days; nothing where it is no date."""
        near = Near.looking(self._session.span, self._session.index)
        place = read_place(text, near, month_names(), weekday_names())
        if place is None:
            return ""
        return date_of(place.start if begins else place.end - 1).isoformat()

    @Slot()
    def _choose(self) -> None:
        self._session.filter_requested.emit(replace(self._session.filter, certainly=self.certainly.isChecked()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep Esc in a field for taking back what was typed there."""
        if isinstance(watched, QLineEdit) and event.type() is QEvent.Type.KeyPress:
            key = getattr(event, "key", None)
            if key is not None and key() == Qt.Key.Key_Escape and watched.isModified():
                self._refresh()
                return True
        return super().eventFilter(watched, event)


def _earliest(edtf: str) -> int:
    earliest = parse(edtf).earliest
    return 0 if earliest is None else earliest
