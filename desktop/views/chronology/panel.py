"""The chronology: the timeline's equal as a table, under a header that opens and closes it."""

from PySide6.QtCore import QLineF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.icons import paint_icon
from desktop.session import Session
from desktop.theme import Appearance
from desktop.views.chronology.table import ChronologyTable
from desktop.widgets.painting import paint_focus_ring, paint_hairline

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
    """The header and the table; closed, only the header is left."""

    opened_changed = Signal(bool)

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Show the entries of ``session`` from now on."""
        super().__init__(parent)
        self._appearance = appearance
        self.bar = ChronologyBar(appearance, self)
        self.table = ChronologyTable(session, appearance, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.table, 1)
        self.bar.toggled.connect(self._open)
        self.table.entries.arranged.connect(self._tell)
        self._tell()

    def is_open(self) -> bool:
        """Tell whether the table stands open."""
        return self.bar.isChecked()

    def set_open(self, opened: bool) -> None:  # noqa: FBT001 - a setter of one value, as Qt's are
        """Open or close the table."""
        self.bar.setChecked(opened)

    @Slot(bool)
    def _open(self, opened: bool) -> None:  # noqa: FBT001 - a signal's
        self.table.setVisible(opened)
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
        self.bar.tell(self.table.entries.summary())
