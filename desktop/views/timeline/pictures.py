"""Texts as pixmaps: what is painted in one frame after another is painted once and then copied."""

from collections import OrderedDict
from collections.abc import Hashable

from PySide6.QtGui import QPixmap

NEW_PER_FRAME = 10
"""To make a pixmap costs as much as to paint its text five times."""
KEPT_BYTES = 48 << 20


class Pictures:
    """Keeps pixmaps by key, the last ones used.

    Who paints asks for one, and paints by itself what has none; what it had to paint by itself in the frame before
    as well is worth a pixmap, a few a frame.
    """

    def __init__(self) -> None:
        """Start with none."""
        self.kept: OrderedDict[Hashable, QPixmap] = OrderedDict()
        self._bytes = 0
        self._budget = 0
        self._painted: set[Hashable] = set()
        self._before: set[Hashable] = set()

    def begin_frame(self) -> None:
        """Allow a few new pixmaps again."""
        self._budget = NEW_PER_FRAME
        self._before, self._painted = self._painted, set()

    def find(self, key: Hashable) -> QPixmap | None:
        """Return the pixmap of a key; None where it has none."""
        pixmap = self.kept.get(key)
        if pixmap is not None:
            self.kept.move_to_end(key)
        return pixmap

    def due(self, key: Hashable) -> bool:
        """Tell whether a pixmap is to be made now for what has none; else its text is painted itself."""
        if self._budget > 0 and key in self._before:
            self._budget -= 1
            return True
        self._painted.add(key)
        return False

    def keep(self, key: Hashable, pixmap: QPixmap) -> QPixmap:
        """Keep a pixmap, and return it."""
        self.kept[key] = pixmap
        self._bytes += _size(pixmap)
        while self._bytes > KEPT_BYTES:
            self._bytes -= _size(self.kept.popitem(last=False)[1])
        return pixmap


def _size(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4
