"""The docks around the timeline: where they stand at first, how they are moved, and how they come back."""

from PySide6.QtCore import QByteArray, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from desktop.theme import Appearance

LAYOUT_VERSION = 1
"""Raised when docks are added or renamed, so that an old arrangement is not forced on new ones."""

SLIM = 320
"""The detail's width in a narrow window."""


class Panels(QObject):
    """Four docks by name: "filters" at the left, "detail" over "article" at the right, "chronology" below."""

    visibility_changed = Signal(str, bool)
    """A dock was shown or hidden: its name, and whether it is visible now."""

    def __init__(self, window: QMainWindow, appearance: Appearance, titles: dict[str, str]) -> None:
        """Give ``window`` docks with these titles by their names; they stand nowhere until :meth:`put_back`."""
        super().__init__(window)
        self._window = window
        self._appearance = appearance
        self.docks = {name: self._dock(name, title) for name, title in titles.items()}
        # The chronology lies under the left dock and the canvas; the right dock has its whole height.
        window.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.BottomDockWidgetArea)
        window.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
        window.setDockNestingEnabled(True)

    def _dock(self, name: str, title: str) -> QDockWidget:
        dock = QDockWidget(title, self._window)
        dock.setObjectName(name)
        ground = QWidget(dock)
        ground.setAutoFillBackground(True)
        dock.setWidget(ground)
        dock.setTitleBarWidget(QWidget(dock))
        dock.visibilityChanged.connect(_Teller(self, name))
        return dock

    def put(self, name: str, content: QWidget) -> None:
        """Put ``content`` into a dock, which keeps its place and size; what was there is no more."""
        before = self.docks[name].widget()
        self.docks[name].setWidget(content)
        if before is not None:
            before.deleteLater()

    def put_back(self) -> None:
        """Put every dock where it stands at first, with its designed size."""
        areas = {
            "filters": Qt.DockWidgetArea.LeftDockWidgetArea,
            "detail": Qt.DockWidgetArea.RightDockWidgetArea,
            "article": Qt.DockWidgetArea.RightDockWidgetArea,
            "chronology": Qt.DockWidgetArea.BottomDockWidgetArea,
        }
        for name, area in areas.items():
            dock = self.docks[name]
            dock.setFloating(False)
            self._window.addDockWidget(area, dock)
            dock.show()
        self._window.splitDockWidget(self.docks["detail"], self.docks["article"], Qt.Orientation.Vertical)
        length = self._appearance.theme.length
        widths = [length("dock-filters"), length("dock-detail")]
        self._window.resizeDocks([self.docks["filters"], self.docks["detail"]], widths, Qt.Orientation.Horizontal)
        right = [self.docks["detail"], self.docks["article"]]
        self._window.resizeDocks(right, [575, 205], Qt.Orientation.Vertical)
        self.fit_height("chronology")

    def slim(self, *, narrow: bool) -> None:
        """Give the detail less of a ``narrow`` window, or as much again; a width that the user chose stays."""
        detail = self.docks["detail"]
        given = (self._appearance.theme.length("dock-detail"), SLIM)
        if detail.width() in given or not self._window.isVisible():
            self._window.resizeDocks([detail], [given[narrow]], Qt.Orientation.Horizontal)

    def fit_height(self, name: str) -> None:
        """Give a dock the height that its content asks for."""
        dock = self.docks[name]
        self._window.resizeDocks([dock], [dock.widget().sizeHint().height()], Qt.Orientation.Vertical)

    @Slot(bool)
    def arrange(self, movable: bool) -> None:  # noqa: FBT001 - a switch hands over its state
        """Show title bars by which docks are dragged, floated and closed, or hide them again."""
        for dock in self.docks.values():
            bar = dock.titleBarWidget()
            dock.setTitleBarWidget(None if movable else QWidget(dock))  # type: ignore[arg-type]
            if bar is not None:
                bar.deleteLater()

    def state(self) -> QByteArray:
        """Return how the docks stand, for :meth:`restore`."""
        return self._window.saveState(LAYOUT_VERSION)

    def restore(self, state: QByteArray) -> bool:
        """Put the docks where they were left; return False where that cannot be made sense of."""
        return self._window.restoreState(state, LAYOUT_VERSION)


class _Teller:
    """Tells of one dock's visibility under its name."""

    def __init__(self, panels: Panels, name: str) -> None:
        self._panels = panels
        self._name = name

    def __call__(self, _visible: object) -> None:
        dock = self._panels.docks.get(self._name)
        if dock is not None:
            self._panels.visibility_changed.emit(self._name, not dock.isHidden())
