"""Draw the application's icon: ``python draw_icons.py FOLDER SIZE...`` writes a PNG a size, an .ico and an .icns."""

import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING = Path(__file__).resolve().parent.parent / "resources" / "application" / "org.demarche.Demarche.svg"


def draw(size: int) -> QImage:
    """Return the icon as it looks in a square of so many pixels."""
    picture = QImage(size, size, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(DRAWING)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture


def main(folder: Path, sizes: list[int]) -> None:
    """Draw all sizes; Windows and macOS have one file with the largest in it."""
    application = QGuiApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    for size in sizes:
        if not draw(size).save(str(folder / f"{size}.png")):
            raise SystemExit(f"{folder}/{size}.png was not written")
    draw(256).save(str(folder / "demarche.ico"))
    draw(512).save(str(folder / "demarche.icns"))
    del application


if __name__ == "__main__":
    main(Path(sys.argv[1]), [int(size) for size in sys.argv[2:]])
