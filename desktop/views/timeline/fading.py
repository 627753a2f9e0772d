"""Fade from one level of detail to the next: the old drawing of a lane goes while the new one stands already."""

from PySide6.QtCore import QObject, QRectF, QTimer, Signal, Slot
from PySide6.QtGui import QPainter, QPixmap

from desktop.theme import motion
from desktop.timeline.display import Band, DisplayList
from desktop.views.timeline.frame import Frame
from desktop.views.timeline.motion import STEP, clock
from desktop.views.timeline.painter import CanvasPainter
from desktop.views.timeline.style import AXIS

Level = tuple[object, ...]


def levels(display: DisplayList) -> dict[int, Level]:
    """Return for each lane what kinds of drawing it is made of."""
    cards = {card.lane for card in display.cards}
    clusters = set(display.clusters.lane.tolist())
    labels, bare = set(display.labels.lane.tolist()), set(display.marks.lane[display.marks.bare].tolist())
    return {
        band.lane: (band.form, *(band.lane in found for found in (cards, clusters, labels, bare)))
        for band in display.bands
    }


class Fading(QObject):
    """Keeps a picture of lanes that have just changed their level, and paints it ever fainter."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        """Start with nothing to fade."""
        super().__init__(parent)
        self._picture: QPixmap | None = None
        self._bands: dict[int, Band] = {}
        self._began = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(STEP)
        self._timer.timeout.connect(self._step)

    @property
    def active(self) -> bool:
        """Tell whether a fade is under way."""
        return self._picture is not None

    def begin(self, before: Frame, after: DisplayList, canvas: CanvasPainter) -> None:
        """Fade the lanes of ``before`` whose level is another one in ``after``; one fade at a time."""
        zoomed = before.display.scale.minutes_per_pixel != after.scale.minutes_per_pixel
        if self.active or not zoomed or motion("fade") <= 0:
            return
        old, new = levels(before.display), levels(after)
        lanes = {lane for lane, level in new.items() if lane in old and old[lane] != level}
        self._bands = {
            band.lane: band for band in before.display.bands if band.lane in lanes and _in_view(band, before)
        }
        if not self._bands:
            return
        style = canvas.style
        picture = QPixmap(round(before.width * style.ratio), round(before.height * style.ratio))
        picture.setDevicePixelRatio(style.ratio)
        painter = QPainter(picture)
        canvas.paint(painter, before)
        painter.end()
        self._picture, self._began = picture, clock()
        self._timer.start()

    def paint(self, painter: QPainter, frame: Frame, ratio: float) -> None:
        """Paint what is left of the old drawings over the new ones; the painter stands at the canvas's origin."""
        if self._picture is None:
            return
        left = frame.header + 1
        painter.save()
        painter.setOpacity(max(0.0, 1 - (clock() - self._began) / max(1, motion("fade"))))
        for band in frame.display.bands:
            old = self._bands.get(band.lane)
            if old is not None:
                height = min(old.height, band.height)
                room = QRectF(left, AXIS + band.y, frame.width - left, height).intersected(frame.plot_rect())
                source = QRectF(room.x(), room.y() - band.y + old.y, room.width(), room.height())
                scaled = QRectF(source.topLeft() * ratio, source.bottomRight() * ratio)
                painter.drawPixmap(room, self._picture, scaled)
        painter.restore()

    @Slot()
    def _step(self) -> None:
        if clock() - self._began >= motion("fade"):
            self.stop()
        self.changed.emit()

    def stop(self) -> None:
        """Fade no more."""
        self._timer.stop()
        self._picture = None


def _in_view(band: Band, frame: Frame) -> bool:
    return band.y + band.height > 0 and band.y < frame.height - AXIS
