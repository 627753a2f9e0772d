"""The chronology: the timeline's equal as a table, under a header that opens and closes it."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QLineF, QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from desktop.icons import paint_icon
from desktop.session import Session
from desktop.theme import Appearance
from desktop.timeline.ordering import Gathered
from desktop.widgets.choice_button import ChoiceButton
from desktop.widgets.painting import paint_focus_ring, paint_hairline

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from desktop.views.chronology.table import ChronologyTable
    from desktop.views.chronology.texts import Field

ROWS = 4
"""So many rows stand open at first."""
UNBOUNDED = (1 << 24) - 1


class ChronologyBar(QAbstractButton):
    """The header: a chevron, the name, how many entries and in what order."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._summary = ""
        self.setCheckable(True)
        self.setChecked(True)
        self.setText(self.tr("Chronology"))
        self.setAccessibleDescription(self.tr("Opens or closes the table"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self._fit)
        self._fit()

    def add_control(self, control: QWidget) -> None:
        """Stand a control at the right of the header."""
        row = self.layout()
        if not isinstance(row, QHBoxLayout):
            row = QHBoxLayout(self)
            row.setContentsMargins(0, 0, 6, 1)
            row.setSpacing(4)
            row.addStretch(1)
        row.addWidget(control)

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(self._appearance.theme.length("panel-header"))

    def tell(self, summary: str) -> None:
        """Show another summary."""
        self._summary = summary
        self.setAccessibleName(f"{self.text()}: {summary}")
        self.update()

    def sizeHint(self) -> QSize:
        """Return the header's height."""
        return QSize(200, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the header."""
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme["surface"])
        name = "chevron-down" if self.isChecked() else "chevron-right"
        paint_icon(painter, QRectF(12, (self.height() - 16) / 2, 16, 16), name, theme["ink-2"])
        bold = theme.font("small", bold=True)
        painter.setFont(bold)
        painter.setPen(theme["ink-2"])
        line = self.rect().adjusted(32, 0, -12, 0)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setFont(theme.font("label"))
        after = round(QFontMetricsF(bold).horizontalAdvance(self.text())) + 12
        painter.drawText(line.adjusted(after, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._summary)
        if not self.isChecked():
            # Closed, the dock cannot be resized, and Qt draws no edge between it and the canvas.
            paint_hairline(painter, QLineF(0, 0, self.width(), 0), theme["line-strong"])
        else:
            y = self.height() - 1 / self.devicePixelRatioF()
            paint_hairline(painter, QLineF(0, y, self.width(), y), theme["line"])
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()).adjusted(4, 3, -4, -3), theme)
        painter.end()


class ChronologyPanel(QWidget):
    """The header and the table; closed, only the header is left.

    The table is made when it is first asked for: with what it draws from, it takes longer than the rest of a window's
    frame, and a start shows the timeline's marks before it.
    """

    opened_changed = Signal(bool)
    arranged = Signal()
    """Other entries, another order, or other groups."""

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Show the entries of ``session`` from now on."""
        super().__init__(parent)
        self._session, self._appearance = session, appearance
        self._table: ChronologyTable | None = None
        self._kept = ""
        self.offered: list[QAction] = []
        """Actions of the menu that a right click in the table opens."""
        self.bar = ChronologyBar(appearance, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addStretch(0)
        self._column = column
        self.gathering = ChoiceButton(self.tr("Gather by"), appearance, self.bar)
        self.gathering.chosen.connect(self._gather)
        self.bar.add_control(self.gathering)
        self.bar.toggled.connect(self._open)

    @property
    def table(self) -> "ChronologyTable":
        """The table, as it was left."""
        return self._made() if self._table is None else self._table

    def fill(self) -> None:
        """Make the table, if it is not there yet."""
        if self._table is None:
            self._made()

    def _made(self) -> "ChronologyTable":
        from desktop.views.chronology.table import ChronologyTable

        table = self._table = ChronologyTable(self._session, self._appearance, self)
        table.offered = self.offered
        self._column.insertWidget(1, table, 1)
        table.setVisible(self.is_open())
        table.entries.arranged.connect(self._tell)
        table.horizontalHeader().setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.horizontalHeader().customContextMenuRequested.connect(self._open_header_menu)
        self._dress()
        self._tell()
        return table

    @property
    def commands(self) -> dict[str, Callable[..., object]]:
        """What the table of commands asks of the chronology, by a command's id."""
        return {
            "columns": self.choose_columns,
            "gather-none": partial(self._gather, Gathered.NONE),
            "gather-day": partial(self._gather, Gathered.DAY),
            "gather-article": partial(self._gather, Gathered.ARTICLE),
            "groups-close": self._close_groups,
            "groups-open": self._open_groups,
        }

    def is_gathered(self) -> bool:
        """Tell whether rows stand in groups."""
        return self._table is not None and self._table.entries.groups is not None

    def kept(self) -> str:
        """Return how the table stands as text, to be kept between starts."""
        if self._table is None:
            return self._kept
        from desktop.views.chronology.kept import Kept

        return Kept(self._table.columns(), self._table.entries.wish).as_text()

    def restore(self, text: str) -> None:
        """Take over how the table was left."""
        self._kept = text
        if self._table is not None:
            self._dress()

    def _dress(self) -> None:
        from desktop.views.chronology.kept import from_text

        kept = from_text(self._kept)
        self.table.set_columns(kept.columns)
        self.table.entries.arrange(kept.arrangement)

    @Slot()
    def _close_groups(self) -> None:
        self.table.entries.set_all_closed(closed=True)

    @Slot()
    def _open_groups(self) -> None:
        self.table.entries.set_all_closed(closed=False)

    def _gather(self, gathered: str, _checked: object = None) -> None:
        self.table.entries.gather(Gathered(gathered))

    @Slot()
    def choose_columns(self) -> None:
        """Ask which columns are to stand in which order."""
        from desktop.views.chronology.columns_dialog import ColumnsDialog

        dialog = ColumnsDialog(self.table.columns(), self.table.entries.texts.names(), self.window())
        dialog.chosen.connect(self.table.set_columns)
        dialog.open()

    @Slot(QPoint)
    def _open_header_menu(self, at: QPoint) -> None:
        """Offer to show and hide each column, and the dialog."""
        menu, columns = QMenu(self), self.table.columns()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for field in columns.order:
            action = menu.addAction(self.table.entries.texts.names()[field])
            action.setCheckable(True)
            action.setChecked(field in columns.shown)
            action.setEnabled(columns.shown != {field})
            action.triggered.connect(partial(self._show_column, field))
        menu.addSeparator()
        menu.addAction(self.tr("Columns…")).triggered.connect(self.choose_columns)
        menu.popup(self.table.horizontalHeader().viewport().mapToGlobal(at))

    def _show_column(self, field: "Field", shown: bool) -> None:  # noqa: FBT001 - a signal's
        columns = self.table.columns()
        self.table.set_columns(replace(columns, shown=columns.shown | {field} if shown else columns.shown - {field}))

    def is_open(self) -> bool:
        """Tell whether the table stands open."""
        return self.bar.isChecked()

    def set_open(self, opened: bool) -> None:  # noqa: FBT001 - a setter of one value, as Qt's are
        """Open or close the table."""
        self.bar.setChecked(opened)

    @Slot(bool)
    def _open(self, opened: bool) -> None:  # noqa: FBT001 - a signal's
        if self._table is not None:
            self._table.setVisible(opened)
        self.gathering.setVisible(opened)
        self.setMaximumHeight(UNBOUNDED if opened else self.bar.height())
        self.updateGeometry()
        self.opened_changed.emit(opened)

    def sizeHint(self) -> QSize:
        """Return the header with four rows below it, or alone."""
        theme = self._appearance.theme
        below = theme.length("table-header") + ROWS * theme.length("table-row") if self.is_open() else 0
        return QSize(800, self.bar.height() + below)

    def minimumSizeHint(self) -> QSize:
        """Return the header with one row below it, or alone."""
        theme = self._appearance.theme
        below = theme.length("table-header") + theme.length("table-row") if self.is_open() else 0
        return QSize(200, self.bar.height() + below)

    @Slot()
    def _tell(self) -> None:
        offered = (
            (Gathered.NONE, self.tr("Nothing")),
            (Gathered.DAY, self.tr("Day")),
            (Gathered.ARTICLE, self.tr("Article")),
        )
        self.gathering.offer(offered, self.table.entries.wish.gathered)
        self.bar.tell(self.table.entries.summary())
        self.arranged.emit()
