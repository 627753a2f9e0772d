"""Draw the timeline into a file: as PNG, SVG or PDF, by the painter that draws the window.

Nothing here touches widgets or pixmaps: a job draws while the window is used.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum

import numpy as np
from msgspec import Struct
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRectF, QSize, QSizeF
from PySide6.QtGui import QImage, QImageWriter, QPageLayout, QPageSize, QPaintDevice, QPainter, QPdfWriter

from desktop.timeline.index import known_bounds
from desktop.views.timeline.canvas import Canvas
from desktop.views.timeline.foot import BELOW, Foot
from desktop.views.timeline.motion import View
from desktop.views.timeline.sheets import Sheet, down, height_of, stretches, widened
from desktop.views.timeline.style import AXIS
from desktop.views.timeline.subject import Subject

PAGE = (1240.0, 846.0)
"""Units of a page: A4, upright lanes, without its margins; a label is 8 points high then."""
MARGIN = 10.0
"""mm around a page."""
MOST_PIXELS = 64_000_000
MOST_A_SIDE = 32_000
MOST_PAGES = 400
FINE = 2.0
"""Device pixels a unit to which vectors are aligned: a hairline is half a unit wide."""


class PictureFormat(StrEnum):
    """What a picture can be written as; the value is the file's ending."""

    PNG = "png"
    SVG = "svg"
    PDF = "pdf"


class PictureError(Exception):
    """A picture cannot be drawn; one sentence for the user."""


class Wish(Struct, frozen=True):
    """How it is drawn: the window as it is, or all lanes of a ``span`` of minutes (None for all entries).

    The span takes ``across`` widths of a canvas. ``scale`` is in pixels a unit, for PNG.
    """

    form: PictureFormat
    window: bool = False
    span: tuple[float, float] | None = None
    across: int = 1
    scale: float = 2.0


Progress = Callable[[int, int], None]
Tell = Callable[[int], str]
"""Says what a picture shows, of the number of entries drawn."""


def draw(subject: Subject, wish: Wish, title: str, tell: Tell, progress: Progress) -> tuple[bytes, int]:
    """Return a picture as the bytes of a file, and how many pages it has.

    ``title`` and ``tell`` say what it shows: PNG, SVG and PDF each have a place for it. Raises PictureError for one
    that would be too large, and whatever ``progress`` raises between two pages.
    """
    unit = Canvas(subject.theme, 1.0, direct=True).style.unit
    ratio = wish.scale if wish.form is PictureFormat.PNG else FINE / unit
    canvas = Canvas(subject.theme, ratio, direct=True)
    canvas.header, canvas.order = subject.header, subject.order
    canvas.load(subject.index)
    told = tell(drawn(canvas, subject, wish))
    foot = Foot.of(canvas.style, f"{title}. {told}", subject.size[0] if wish.window else PAGE[0])
    sheets = _sheets(canvas, subject, wish, foot.height)
    progress(0, len(sheets))
    drawing = _Drawing(canvas, subject, title, told, foot)
    data = drawing.written(sheets, wish, progress)
    progress(len(sheets), len(sheets))
    return data, len(sheets)


def drawn(canvas: Canvas, subject: Subject, wish: Wish) -> int:
    """Count the entries that a picture shows: all, those of a span, or those of the lanes and the span in view."""
    index = subject.index
    if not wish.window:
        if wish.span is None:
            return len(index.shown)
        start, end = known_bounds(index.marks, index.shown)
        return int(np.count_nonzero((start < widened(wish.span)[1]) & (end > wish.span[0])))
    display = canvas.compose(subject.view, *subject.size)
    scale, bottom = subject.view.scale, subject.size[1] - AXIS
    span = scale.origin, scale.end(canvas.plot_width(subject.size[0]))
    lanes = [band.lane for band in display.bands if band.y + band.height > 0 and band.y < bottom] if display else []
    found = [index.rows[index.within(lane, *span)] for lane in lanes]
    return len(np.unique(np.concatenate(found))) if found else 0


def _sheets(canvas: Canvas, subject: Subject, wish: Wish, foot: float) -> list[Sheet]:
    """Divide what is wished for; a picture that has no pages is one sheet as wide as all of them.

    Pages leave ``foot`` units free below.
    """
    if wish.window:
        return [Sheet(subject.view, *subject.size)]
    span = wish.span or subject.index.bounds() or (0, 1)
    paged = wish.form is PictureFormat.PDF
    width = PAGE[0] if paged else subject.size[0]
    plot = canvas.plot_width(width)
    if not paged:
        scale = stretches(span, plot * wish.across, 1, whole=wish.span is None)[0]
        full = plot * wish.across + width - plot
        return [Sheet(View(scale), full, height_of(canvas, scale, full))]
    if wish.across > MOST_PAGES:
        raise PictureError(f"{wish.across:,} pages are too many: {MOST_PAGES} are the most.")
    scales = stretches(span, plot, wish.across, whole=wish.span is None)
    return [sheet for scale in scales for sheet in down(canvas, scale, width, PAGE[1] - foot)]


class _Drawing:
    """Paints sheets of one canvas on whatever paints."""

    def __init__(self, canvas: Canvas, subject: Subject, title: str, told: str, foot: Foot) -> None:
        self._canvas = canvas
        self._subject = subject
        self._title = title
        self._told = told
        self._foot = foot

    def written(self, sheets: list[Sheet], wish: Wish, progress: Progress) -> bytes:
        """Return the bytes of a file."""
        match wish.form:
            case PictureFormat.PNG:
                return self._png(sheets[0])
            case PictureFormat.SVG:
                return self._svg(sheets[0])
            case PictureFormat.PDF:
                return self._pdf(sheets, progress, window=wish.window)

    def _paint(self, painter: QPainter, sheet: Sheet) -> None:
        canvas, subject = self._canvas, self._subject
        canvas.compose(sheet.view, sheet.width, sheet.height)
        frame = canvas.still((sheet.width, sheet.height), subject.selected, subject.hits, related=subject.related)
        if frame is None or canvas.painter is None:
            raise PictureError("There is nothing to draw yet.")
        painter.save()
        painter.setClipRect(QRectF(0, 0, sheet.width, sheet.height))
        canvas.painter.paint(painter, frame)
        painter.restore()

    def _png(self, sheet: Sheet) -> bytes:
        ratio = self._canvas.style.ratio
        width, height = round(sheet.width * ratio), round(sheet.height * ratio)
        if width * height > MOST_PIXELS or max(width, height) > MOST_A_SIDE:
            raise PictureError(
                f"The picture would be {width:,} × {height:,} pixels, more than fit in memory: "
                "choose a smaller scale, fewer pages across, or PDF."
            )
        image = QImage(width, height, QImage.Format.Format_RGB32)
        image.fill(self._canvas.style["ground"])
        with _painting(image) as painter:
            painter.scale(ratio, ratio)
            self._paint(painter, sheet)
        image.setText("Title", self._title)
        image.setText("Description", self._told)
        image.setText("Software", "Démarche")
        return _bytes(lambda device: QImageWriter(device, QByteArray(b"png")).write(image))

    def _svg(self, sheet: Sheet) -> bytes:
        from PySide6.QtSvg import QSvgGenerator

        if sheet.width > MOST_A_SIDE:
            raise PictureError(
                f"The picture would be {round(sheet.width):,} units wide: choose fewer pages across, or PDF."
            )

        def write(device: QIODevice) -> None:
            generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
            generator.setOutputDevice(device)
            generator.setSize(QSize(round(sheet.width), round(sheet.height)))
            generator.setViewBox(QRectF(0, 0, sheet.width, sheet.height))
            generator.setTitle(self._title)
            generator.setDescription(self._told)
            with _painting(generator) as painter:
                self._paint(painter, sheet)

        return _bytes(write)

    def _pdf(self, sheets: list[Sheet], progress: Progress, *, window: bool) -> bytes:
        def write(device: QIODevice) -> None:
            writer = QPdfWriter(device)
            writer.setTitle(f"{self._title}. {self._told}")
            writer.setCreator("Démarche")
            writer.setPageLayout(_page(sheets[0], self._foot.height, window=window))
            with _painting(writer) as painter:
                for number, sheet in enumerate(sheets):
                    if number:
                        writer.newPage()
                        progress(number, len(sheets))
                    self._paint_page(painter, sheet, (number + 1, len(sheets)))

        return _bytes(write)

    def _paint_page(self, painter: QPainter, sheet: Sheet, number: tuple[int, int]) -> None:
        """Paint a sheet as wide as the page, and below it what it shows and which one it is."""
        device = painter.device()
        painter.save()
        painter.scale(device.width() / sheet.width, device.width() / sheet.width)
        height = device.height() * sheet.width / device.width()
        style = self._canvas.style
        painter.fillRect(QRectF(0, 0, sheet.width, height), style["ground"])
        self._paint(painter, sheet)
        which = "" if number[1] == 1 else f"{number[0]} / {number[1]}"
        painter.setFont(style.font("small"))
        painter.setPen(style["ink-2"])
        for baseline, line in self._foot.lines_at(height):
            painter.drawText(QPointF(4, baseline), line)
        painter.drawText(QPointF(sheet.width - style.width(which, "small") - 4, height - BELOW), which)
        painter.restore()


def _page(sheet: Sheet, foot: float, *, window: bool) -> QPageLayout:
    """Return A4 on its side, or a page of the window's own shape, a point for three quarters of a unit."""
    if window:
        size = QPageSize(QSizeF(sheet.width * 0.75, (sheet.height + foot) * 0.75), QPageSize.Unit.Point, "")
        return QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF())
    around = QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN)
    a4 = QPageSize(QPageSize.PageSizeId.A4)
    return QPageLayout(a4, QPageLayout.Orientation.Landscape, around, QPageLayout.Unit.Millimeter)


@contextmanager
def _painting(device: QPaintDevice) -> Iterator[QPainter]:
    """Paint on a device; the painter leaves it before it goes, whatever is raised, as Qt would crash otherwise."""
    painter = QPainter(device)
    try:
        yield painter
    finally:
        painter.end()


def _bytes(write: Callable[[QIODevice], object]) -> bytes:
    """Return what is written to a device in memory."""
    held = QByteArray()
    device = QBuffer(held)
    device.open(QIODevice.OpenModeFlag.WriteOnly)
    write(device)
    device.close()
    return bytes(held.data())
