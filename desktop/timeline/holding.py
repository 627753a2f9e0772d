"""How far the lanes are to be scrolled so that what is held stays where it is."""

from msgspec import Struct, field

from desktop.timeline.anchoring import Anchor
from desktop.timeline.connections import CARD_MARK_CENTRE
from desktop.timeline.display import CARD_GAP, CARD_HEIGHT, HAIRLINE, LANE_PAD, LANE_ROW, MARK_CENTRE, Form
from desktop.timeline.heights import card_top, known_height
from desktop.timeline.lanes import Layout
from desktop.timeline.scale import Scale


class Hold(Struct):
    """Works out the scroll position of a plot of ``width`` x ``height`` px, by what is known of the lanes so far.

    Without an anchor among the lanes, it is the one ``given``. ``rows`` are how many rows deep lanes are, cards aside.
    """

    layout: Layout
    forms: dict[int, Form]
    scale: Scale
    width: float
    height: float
    given: float
    anchor: Anchor | None
    rows: dict[int, int] = field(default_factory=dict)

    def scroll(self) -> float:
        """Tell how far to scroll: a whole number of pixels, as far as the lanes reach."""
        anchor = self.anchor
        if anchor is None or anchor.lane not in self.forms:
            return self.given
        end = top = high = 0.0
        for lane, form in self.forms.items():
            known = known_height(self.layout, lane, form)
            if lane == anchor.lane:
                top, high = end, known
            end += known + HAIRLINE
        own = self._own(anchor)
        wanted = round(top + (anchor.part * high if own is None else min(own, high)) - anchor.y)
        return max(0.0, min(float(wanted), end - self.height))

    def _own(self, anchor: Anchor) -> float | None:
        """Tell how far below its lane's top an anchored entry's mark lies; None where it is not in view."""
        if anchor.row < 0 or self.forms[anchor.lane] is not Form.ROWS:
            return None
        window = self.scale.minute(0.0), self.scale.minute(self.width)
        place = self.layout.rows(anchor.lane, self.scale).place_of(anchor.row, *window)
        if place is None:
            return None
        row, card = place
        if card:
            return card_top(self.rows.get(anchor.lane, 0)) + row * (CARD_HEIGHT + CARD_GAP) + CARD_MARK_CENTRE
        return LANE_PAD + LANE_ROW * row + MARK_CENTRE
