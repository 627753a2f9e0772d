"""The docks around the timeline: where they stand at first, how they are moved, and how they come back."""

from collections.abc import Collection

from PySide6.QtCore import QByteArray, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QToolBar, QWidget

from desktop.theme import Appearance

LAYOUT_VERSION = 1
"""Raised when docks are added or renamed, so that an old arrangement is not forced on new ones."""

NARROW = 1400
"""Below this width of the window there is not room for everything."""
SLIM = 320
"""The detail's width in a narrow window."""


class Dock(QDockWidget):
    """A dock that tells when it has another size."""

    resized = Signal(str)
    """Its name."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell of the new size."""
        super().resizeEvent(event)
        self.resized.emit(self.objectName())


class Panels(QObject):
    """Four docks by name: "filters" at the left, "detail" over "article" at the right, "chronology" below."""

    visibility_changed = Signal(str, bool)
    """A dock was shown or hidden: its name, and whether it is visible now."""

    def __init__(self, window: QMainWindow, appearance: Appearance, titles: dict[str, str]) -> None:
        """Give ``window`` docks with these titles by their names; they stand nowhere until :meth:`put_back`."""
        super().__init__(window)
        self._window = window
        self._appearance = appearance
        self._sizes: dict[str, QSize] = {}
        self._slim = False
        self.docks = {name: self._dock(name, title) for name, title in titles.items()}
        # The chronology lies under the left dock and the canvas; the right dock has its whole height.
        window.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.BottomDockWidgetArea)
        window.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
        window.setDockNestingEnabled(True)

    def _dock(self, name: str, title: str) -> Dock:
        dock = Dock(title, self._window)
        dock.setObjectName(name)
        ground = QWidget(dock)
        ground.setAutoFillBackground(True)
        dock.setWidget(ground)
        dock.setTitleBarWidget(QWidget(dock))
        dock.visibilityChanged.connect(_Teller(self, name))
        dock.resized.connect(self._note_size)
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

    @Slot(str)
    def _note_size(self, name: str) -> None:
        """Note how large a dock stands in a window that has room for it."""
        # Qt lays the docks out before anything here learns of the window's new width.
        if not self._slim and self._window.width() >= NARROW:
            self._sizes[name] = self.docks[name].size()

    def slim(self) -> None:
        """Give the detail less of a narrow window, unless the user chose its width."""
        self._slim, detail = True, self.docks["detail"]
        if detail.width() in (self._width("detail"), detail.minimumWidth()) or not self._window.isVisible():
            self._window.resizeDocks([detail], [SLIM], Qt.Orientation.Horizontal)

    def widen(self, opened: Collection[str]) -> None:
        """Give the docks that were closed for want of room, and a slim detail, the sizes that they had before."""
        detail = self.docks["detail"]
        slim = "detail" in opened or detail.width() in (SLIM, detail.minimumWidth()) or not self._window.isVisible()
        wide = [name for name in ("filters", "detail") if name in opened or (slim and name == "detail")]
        docks = [self.docks[name] for name in wide]
        self._window.resizeDocks(docks, [self._width(name) for name in wide], Qt.Orientation.Horizontal)
        high = [name for name in ("detail", "article") if name in self._sizes]
        if {"detail", "article"} & set(opened) and len(high) == 2:
            heights = [self._sizes[name].height() for name in high]
            self._window.resizeDocks([self.docks[name] for name in high], heights, Qt.Orientation.Vertical)
        self._slim = False

    def _width(self, name: str) -> int:
        known = self._sizes.get(name)
        return known.width() if known is not None else self._appearance.theme.length(f"dock-{name}")

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
        restored = self._window.restoreState(state, LAYOUT_VERSION)
        for bar in self._window.findChildren(QToolBar):
            # Nobody can hide a bar, but a state that was taken before they were shown does.
            bar.show()
        return restored


class _Teller:
    """Tells of one dock's visibility under its name."""

    def __init__(self, panels: Panels, name: str) -> None:
        self._panels = panels
        self._name = name

    def __call__(self, _visible: object) -> None:
        dock = self._panels.docks.get(self._name)
        if dock is not None:
            self._panels.visibility_changed.emit(self._name, not dock.isHidden())
