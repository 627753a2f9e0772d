"""Translate positions between code points, as the records count, and UTF-16 units, as Qt's documents count."""

from bisect import bisect_left

from msgspec import Struct


class Units(Struct, frozen=True):
    """The places of one text's characters beyond the basic plane, each of which takes two units."""

    astral: tuple[int, ...]
    """Code-point positions of those characters, ascending."""
    doubled: tuple[int, ...]
    """Their positions in units."""

    @classmethod
    def of(cls, text: str) -> "Units":
        """Read where ``text`` holds such characters; mostly it holds none."""
        if not text or max(text) <= "\uffff":
            return cls((), ())
        astral = tuple(at for at, character in enumerate(text) if character > "\uffff")
        return cls(astral, tuple(at + before for before, at in enumerate(astral)))

    def units(self, point: int) -> int:
        """Return the position in units of a position in code points."""
        return point + bisect_left(self.astral, point)

    def points(self, unit: int) -> int:
        """Return the position in code points of a position in units."""
        return unit - bisect_left(self.doubled, unit)
