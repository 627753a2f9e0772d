"""Look at a PNG file without a window: its size, and how much is to be seen in it."""

from pathlib import Path

from msgspec import Struct
from PySide6.QtGui import QColor, QImage


class Seen(Struct, frozen=True):
    """A picture's size in pixels, the colour of its lower left corner, and how many colours it has."""

    size: tuple[int, int]
    ground: QColor
    colours: int


def look_at(file: Path) -> Seen:
    """Read a picture; a file that is none fails."""
    image = QImage(str(file)).convertToFormat(QImage.Format.Format_RGB32)
    assert not image.isNull(), f"{file} is no picture"
    pixels = memoryview(image.constBits()).cast("B").cast("I")
    corner = image.pixelColor(2, image.height() - 2)
    return Seen((image.width(), image.height()), corner, len(set(pixels)))


def differing(first: Path, second: Path) -> float:
    """Return the part of the pixels, 0 to 1, in which two pictures of one size differ."""
    images = [QImage(str(file)).convertToFormat(QImage.Format.Format_RGB32) for file in (first, second)]
    one, other = (memoryview(image.constBits()).cast("B").cast("I") for image in images)
    return sum(a != b for a, b in zip(one, other, strict=True)) / len(one)
