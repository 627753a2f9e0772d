"""Where counts stand: whole and in the plot, or not at all, since a part of a number is another number."""

ROUNDING = 1e-6


def count_middle(cluster: tuple[float, float], text: float, width: float) -> float | None:
    """Return the middle of a count that is ``text`` wide: its cluster's, or where what an edge leaves of that has room.

    The cluster reaches from left to right, the plot from 0 to ``width``. None where there is no room for all of it.
    """
    left, right = cluster
    beyond = max(0.0, text - (right - left))
    first, last = max(left - beyond, 0.0) + text / 2, min(right + beyond, width) - text / 2
    return min(max((left + right) / 2, first), last) if first <= last + ROUNDING else None


def peak_middle(x: float, text: float, width: float) -> float | None:
    """Return the middle of a number over a bar about ``x``, moved into the plot; None where that is too narrow."""
    return min(max(x, text / 2), width - text / 2) if text <= width else None
