"""The colour labels that the user may give an entry; known without all that is put on entries beside them."""

from enum import StrEnum


class Label(StrEnum):
    """The colours that the user may give an entry; each has a shape of its own as well."""

    GREEN = "green"
    PINK = "pink"
    OCHRE = "ochre"
    BLUE = "blue"
    VIOLET = "violet"


LABELS = tuple(Label)
