"""The chip bar: what the filter asks for, how much that leaves, and the way back to everything."""

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QMenu, QSizePolicy, QWidget

from db.filters import Filter
from desktop.icons import paint_icon
from desktop.session import Session
from desktop.theme import Appearance
from desktop.views.chips.terms import ChipWords, chip_words
from desktop.widgets.link import Link
from desktop.widgets.painting import paint_focus_ring
from desktop.wording import count

WIDEST = 320
GAP = 6
CROSS = 12


class Chip(QAbstractButton):
    """One term of the filter; a click, Delete or Backspace removes it."""

    def __init__(self, words: ChipWords, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = words
        self._appearance = appearance
        self.setText(f"{words.name} {words.value}")
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(self.tr("Removes this filter"))
        self.setToolTip(self.tr("{filter}\nClick to remove").format(filter=self.text()))
        self.setFont(appearance.theme.font("label"))
        self.setFixedHeight(appearance.theme.length("chip"))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Return the room of name, value and cross, within reason."""
        width = QFontMetricsF(self.font()).horizontalAdvance(self.text()) + 8 + 2 + 8 + CROSS + 4
        return QSize(min(round(width + 0.5), WIDEST), self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove the term with the keys that delete, and with Enter."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chip: the name in second ink, the value in ink, the cross."""
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme["hover"] if self.underMouse() else theme["select-soft"])
        painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        painter.setFont(self.font())
        metrics = QFontMetricsF(self.font())
        name = metrics.horizontalAdvance(self.words.name)
        room = self.width() - 8 - name - 6 - 8 - CROSS - 4
        value = metrics.elidedText(self.words.value, Qt.TextElideMode.ElideRight, room + 0.5)
        line = QRectF(8, 0, self.width() - 8, self.height())
        painter.setPen(theme["ink-2"])
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, self.words.name)
        painter.setPen(theme["ink"])
        painter.drawText(line.adjusted(name + 6, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, value)
        cross = QRectF(self.width() - CROSS - 6, (self.height() - CROSS) / 2, CROSS, CROSS)
        paint_icon(painter, cross, "close", theme["ink-2"])
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), theme)
        painter.end()


class ChipBar(QWidget):
    """Chips as far as there is room, the rest in a menu; then the counts and *Clear*."""

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Show the filter of ``session`` from now on."""
        super().__init__(parent)
        self._session, self._appearance = session, appearance
        self.setObjectName("chipbar")
        self.setAccessibleName(self.tr("Active filters"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._chips: list[Chip] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 4, 12, 4)
        self._row.setSpacing(GAP)
        self._more = Link("", appearance, self, size="label")
        self._more.clicked.connect(self._list_rest)
        self._counts = QLabel(self)
        self._counts.setProperty("role", "counts")
        self._clear = Link(self.tr("Clear"), appearance, self, size="label")
        self._clear.setAccessibleDescription(self.tr("Removes all filters"))
        self._clear.clicked.connect(self._show_all)
        self._reframe = Link(self.tr("None of them is in view: show them"), appearance, self, size="label")
        self._reframe.clicked.connect(self._frame_shown)
        for widget in (self._more, self._counts, self._clear, self._reframe):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        session.library_changed.connect(self._refresh)
        session.filter_changed.connect(self._refresh)
        session.span_changed.connect(self._follow_span)
        appearance.changed.connect(self._refresh)
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        self.setFixedHeight(self._appearance.theme.length("chip-bar"))
        for chip in self._chips:
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [Chip(words, self._appearance, self) for words in chip_words(self._session)]
        for index, chip in enumerate(self._chips):
            self._row.insertWidget(index, chip)
            chip.clicked.connect(partial(self._ask, chip.words.without))
        self._tell_counts()
        self._clear.setVisible(bool(self._session.filter))
        self._reframe.setVisible(self._nothing_in_view())
        self._fit()

    def _tell_counts(self) -> None:
        marks = self._session.marks
        self._counts.setVisible(marks is not None)
        total = 0 if marks is None else len(marks)
        shown = self._session.shown.count
        self._counts.setText(self.tr("<b>{n}</b> of {total} shown").format(n=count(shown), total=count(total)))
        self._counts.setContentsMargins(10 if self._chips else 0, 0, 4, 0)

    def _ask(self, wanted: Filter, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a signal's
        self._session.filter_requested.emit(wanted)

    @Slot()
    def _show_all(self) -> None:
        self._session.filter_requested.emit(Filter())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many chips as now fit."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        after = (self._counts, self._clear, self._reframe)
        taken = sum(widget.sizeHint().width() + GAP for widget in after if not widget.isHidden())
        widths = [chip.sizeHint().width() + GAP for chip in self._chips]
        room = self.width() - 24 - taken
        if sum(widths) > room:
            room -= 60
        fitting = 0
        while fitting < len(widths) and sum(widths[: fitting + 1]) <= room:
            fitting += 1
        for index, chip in enumerate(self._chips):
            chip.setVisible(index < fitting)
        rest = len(self._chips) - fitting
        self._more.setText(self.tr("+{n} more").format(n=rest))
        self._more.setAccessibleName(self.tr("{n} more filters").format(n=rest))
        self._more.setVisible(rest > 0)

    @Slot()
    def _list_rest(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for chip in self._chips:
            if chip.isHidden():
                action = menu.addAction(self.tr("Remove {filter}").format(filter=chip.text()))
                action.triggered.connect(partial(self._ask, chip.words.without))
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    @Slot()
    def _follow_span(self) -> None:
        # While the timeline moves, only an offer that already stands is looked at again.
        if not self._reframe.isHidden():
            self._reframe.setVisible(self._nothing_in_view())

    def _shown_bounds(self) -> tuple[int, int] | None:
        """Return the half-open span of the shown entries that have a date, or None where there are none."""
        index = self._session.index
        return index.bounds() if index is not None and self._session.filter else None

    def _nothing_in_view(self) -> bool:
        index, (start, end) = self._session.index, self._session.span
        if index is None or start >= end or self._shown_bounds() is None:
            return False
        _, active, _ = index.around(start, end)
        return not active.any()

    @Slot()
    def _frame_shown(self) -> None:
        bounds = self._shown_bounds()
        if bounds is not None:
            margin = max(720.0, (bounds[1] - bounds[0]) * 0.03)
            self._session.frame_requested.emit(bounds[0] - margin, bounds[1] + margin)
