"""Why an anchor is not exact."""

from enum import StrEnum


class Reason(StrEnum):
    """What keeps a passage from being exact, in the words of `demarche check`; see :func:`db.anchors.resolve`."""

    GONE = "its words are gone, changed or apart"
    FRAME = "it or the words around it changed"
    """A short passage is known only with the words around it."""
    SOME = "some of its words changed"
    BETWEEN = "something stands between its words"
    SEVERAL = "it stands in several places"
    ORDER = "it stands out of its place among the passages"
    OFTEN = "its words stand there more or less often than they did"
