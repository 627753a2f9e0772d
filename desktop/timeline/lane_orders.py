"""What the user did with the lanes of every library and grouping, as one value that settings can keep."""

from types import MappingProxyType

import msgspec
from msgspec import Struct, field

from desktop.timeline.lanes import LaneOrder

MOST_KEPT = 64
"""Orders kept; of more, those that were changed longest ago are forgotten."""

Place = tuple[str, str]
"""The id of a library's dataset, and a grouping."""


class _Kept(Struct, frozen=True):
    """One order as it is written."""

    library: str
    grouping: str
    order: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()
    collapsed: tuple[str, ...] = ()


class LaneOrders(Struct, frozen=True):
    """The orders by place, the one changed last standing last; lanes as they come are not kept."""

    orders: MappingProxyType[Place, LaneOrder] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, library: str, grouping: str) -> LaneOrder:
        """Return the order of one grouping of a library."""
        return self.orders.get((library, grouping), LaneOrder())

    def replaced(self, library: str, grouping: str, order: LaneOrder) -> "LaneOrders":
        """Keep another order for one grouping of a library."""
        place = (library, grouping)
        orders = {other: kept for other, kept in self.orders.items() if other != place}
        if order != LaneOrder():
            orders[place] = order
        return LaneOrders(MappingProxyType(dict(list(orders.items())[-MOST_KEPT:])))

    def as_text(self) -> str:
        """Return what :meth:`from_text` reads: JSON."""
        kept = [
            _Kept(library, grouping, order.order, tuple(sorted(order.pinned)), tuple(sorted(order.collapsed)))
            for (library, grouping), order in self.orders.items()
        ]
        return msgspec.json.encode(kept).decode()

    @classmethod
    def from_text(cls, text: str) -> "LaneOrders":
        """Read what :meth:`as_text` wrote, nothing from an empty text; raise ValueError for anything else."""
        if not text:
            return cls()
        kept = msgspec.json.decode(text, type=list[_Kept])
        orders = {
            (each.library, each.grouping): LaneOrder(each.order, frozenset(each.pinned), frozenset(each.collapsed))
            for each in kept
        }
        return cls(MappingProxyType(orders))
