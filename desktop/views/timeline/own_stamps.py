"""The signs of the user's own at the corners of marks: a star below at the right, a label above at the left."""

import math

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap

from db.labels import LABELS
from db.own import LABEL_SHIFT, Sign
from desktop.own_signs import label_colour, label_shape, paint_sign, star_shape
from desktop.timeline.display import MARK
from desktop.views.timeline.style import Style

SEEN = np.uint8(Sign.STARRED | 0xFF << LABEL_SHIFT & 0xFF)
"""What of a row's byte is painted."""
_REACH = 12.0
"""Half of a stamp: the mark's corner with its signs."""
_AWAY, _AWAY_SMALL = 6.5, 4.5
_RADIUS, _RADIUS_SMALL = 4.2, 3.4


class OwnStamps:
    """Stamps the signs; keeps a pixmap for each of the few looks that they can have."""

    def __init__(self, style: Style) -> None:
        """Paint for one style; make new stamps for another."""
        self._style = style
        self._pixmaps: dict[tuple[int, bool, str], QPixmap] = {}
        self._half = math.ceil(2 * _REACH * style.ratio) / 2 / style.ratio

    def stamp_all(
        self,
        painter: QPainter,
        xs: npt.NDArray[np.float64],
        ys: npt.NDArray[np.float64],
        sizes: npt.NDArray[np.float32],
        carried: npt.NDArray[np.uint8],
        grounds: list[str],
    ) -> None:
        """Stamp about the centres of marks what rows carry; only where they carry anything."""
        for at in np.flatnonzero(carried & SEEN).tolist():
            small = bool(sizes[at] < MARK)
            self.stamp(painter, float(xs[at]), float(ys[at]), int(carried[at]), small=small, ground=grounds[at])

    def stamp(self, painter: QPainter, x: float, y: float, carried: int, *, small: bool, ground: str) -> None:
        """Stamp about the centre of a mark what its row carries; ``ground`` is the token of what it lies on."""
        key = (carried & int(SEEN), small, ground)
        pixmap = self._pixmaps.get(key)
        if pixmap is None:
            pixmap = self._pixmaps[key] = self._paint(*key)
        style = self._style
        painter.drawPixmap(QPointF(style.snap(x - self._half), style.snap(y - self._half)), pixmap)

    def _paint(self, carried: int, small: bool, ground: str) -> QPixmap:  # noqa: FBT001 - a key of looks
        theme = self._style.theme
        side = round(2 * self._half * self._style.ratio)
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        pixmap.setDevicePixelRatio(self._style.ratio)
        painter = QPainter(pixmap)
        away, radius = (_AWAY_SMALL, _RADIUS_SMALL) if small else (_AWAY, _RADIUS)
        if carried & Sign.STARRED:
            ink = theme["select-text" if ground == "select" else "ink"]
            centre = QPointF(self._half + away, self._half + away - 1)
            paint_sign(painter, centre, radius, star_shape(), ink, theme[ground])
        if code := carried >> LABEL_SHIFT:
            label = LABELS[code - 1]
            # On the selection's ink a label's colour would not be seen: it keeps a ground of its own there.
            halo = theme["select-text" if ground == "select" else ground]
            centre = QPointF(self._half - away, self._half - away + 1)
            paint_sign(painter, centre, radius - 0.6, label_shape(label), label_colour(label, theme), halo)
        painter.end()
        return pixmap
