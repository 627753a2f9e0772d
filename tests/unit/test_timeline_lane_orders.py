"""What is kept of the lanes between starts."""

import pytest

from desktop.timeline.lane_orders import MOST_KEPT, LaneOrders
from desktop.timeline.lanes import LaneOrder

SOME = LaneOrder(("b", "a"), frozenset({"c"}), frozenset({"a", "d"}))


def test_orders_come_back_from_text() -> None:
    orders = LaneOrders().replaced("one", "side", SOME).replaced("two", "actor", LaneOrder(pinned=frozenset({'é;"'})))
    assert LaneOrders.from_text(orders.as_text()) == orders
    assert LaneOrders.from_text("") == LaneOrders()


def test_every_library_and_grouping_has_its_own_order() -> None:
    orders = LaneOrders().replaced("one", "side", SOME)
    assert orders.of("one", "side") == SOME
    assert orders.of("one", "actor") == orders.of("two", "side") == LaneOrder()


def test_lanes_as_they_come_are_not_kept() -> None:
    assert LaneOrders().replaced("one", "side", SOME).replaced("one", "side", LaneOrder()) == LaneOrders()


def test_what_was_changed_longest_ago_is_forgotten() -> None:
    orders = LaneOrders()
    for number in range(MOST_KEPT):
        orders = orders.replaced(f"library {number}", "side", SOME)
    orders = orders.replaced("library 0", "side", LaneOrder(("z",))).replaced("new", "side", SOME)
    assert len(orders.orders) == MOST_KEPT
    assert orders.of("library 0", "side") == LaneOrder(("z",))
    assert orders.of("library 1", "side") == LaneOrder()


@pytest.mark.parametrize("text", ["x", "{}", "[1]", '[{"library": "a"}]', '[{"library": 1, "grouping": "side"}]'])
def test_nonsense_is_told(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        LaneOrders.from_text(text)
