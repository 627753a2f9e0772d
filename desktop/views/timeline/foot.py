"""What stands at the foot of a printed page: what the page shows, on as many lines as that takes."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextLayout, QTextOption

if TYPE_CHECKING:
    from desktop.views.timeline.style import Style

BELOW = 6.0
"""Units between the last baseline and the end of the page."""
ABOVE = 14.0
"""Units between the canvas and the first baseline."""
NUMBER = 80.0
"""Units that are left free at the right for the number of the page, and a little more."""
MOST_LINES = 12
"""A filter may name thousands of entries: the rest then stands in the title of the file alone."""

SURROGATES = "surrogatepass"
"""An argument of the command line may hold what no text can."""


class Foot(Struct, frozen=True):
    """The lines, and how far one stands below another in units."""

    lines: tuple[str, ...]
    spacing: float

    @classmethod
    def of(cls, style: "Style", text: str, width: float) -> "Foot":
        """Break a text for pages that are ``width`` units wide."""
        metrics = style.metrics["small", False]
        room = max(width - NUMBER, NUMBER)
        lines = list(_broken(style, text, room))
        if len(lines) > MOST_LINES:
            rest = "".join(lines[MOST_LINES - 1 :])
            lines[MOST_LINES - 1 :] = [metrics.elidedText(rest, Qt.TextElideMode.ElideRight, room)]
        return cls(tuple(line.rstrip() for line in lines), metrics.lineSpacing())

    @property
    def height(self) -> float:
        """Return how many units it takes."""
        return ABOVE + BELOW + self.spacing * (len(self.lines) - 1)

    def lines_at(self, bottom: float) -> Iterator[tuple[float, str]]:
        """Yield the baseline of each line on a page that ends at ``bottom``, and the line."""
        for below, line in enumerate(self.lines, start=1 - len(self.lines)):
            yield bottom - BELOW + self.spacing * below, line


def _broken(style: "Style", text: str, room: float) -> Iterator[str]:
    units = text.encode("utf-16-le", SURROGATES)
    layout = QTextLayout(text, style.font("small"))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(room)
        # Qt counts in halves of UTF-16.
        yield units[line.textStart() * 2 : (line.textStart() + line.textLength()) * 2].decode("utf-16-le", SURROGATES)
    layout.endLayout()
