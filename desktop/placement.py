"""Where the window stands: as it was left, or as designed, and always where a screen shows it."""

from PySide6.QtCore import QByteArray, QObject, QPoint, QSize, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStyle, QWidget

FIRST_SIZE = QSize(1600, 900)


class Placement(QObject):
    """The place of one window, which it belongs to."""

    def __init__(self, window: QWidget) -> None:
        """Bring ``window`` back from a screen that is taken away; else leave it where it is."""
        super().__init__(window)
        self._window = window
        qt = QGuiApplication.instance()
        if isinstance(qt, QGuiApplication):
            qt.screenRemoved.connect(self._come_back)

    def restore(self, geometry: QByteArray) -> None:
        """Stand as when ``geometry`` was saved; at a first start, or where no screen is any more, as designed."""
        if not self._window.restoreGeometry(geometry) or not self._is_on_a_screen():
            self._stand_at_first()

    def _stand_at_first(self) -> None:
        """Take the designed size, or what a smaller screen leaves below the title that desktops put over a window."""
        screen = QGuiApplication.primaryScreen().availableGeometry()
        title = QSize(0, self._window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight))
        self._window.resize(FIRST_SIZE.boundedTo(screen.size() - title))
        room = (screen.size() - self._window.size() - title) / 2
        self._window.move(screen.topLeft() + QPoint(room.width(), room.height()))

    @Slot()
    def _come_back(self) -> None:
        """Stand where a screen shows the window, when the one that it stood on is gone."""
        if not self._is_on_a_screen():
            self._stand_at_first()

    def _is_on_a_screen(self) -> bool:
        frame = self._window.frameGeometry()
        return any(screen.availableGeometry().intersects(frame) for screen in QGuiApplication.screens())
