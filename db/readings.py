"""What is read in a file that a user offers, its text or a sentence why there is none, and what it is taken for."""

import unicodedata
from collections.abc import Mapping

from msgspec import Struct, field

from db.records import AttachReport
from db.vocabularies import AnchorState

NO_TEXT = "is no plain text in UTF-8, Windows-1252 or, with a byte order mark, UTF-16"
"""Said of a file that is neither text nor anything else that a text can be taken from."""
_LAYOUT = frozenset("\t\n")


Counts = Mapping[AnchorState, int]
"""How many anchors stand in each state."""


class OriginalError(Exception):
    """A file is nothing that an article could be taken from: one sentence for the user, without its subject."""


class OriginalText(Struct, frozen=True):
    """A text, and what the file was read as: an encoding, or a format and what is to be known of it."""

    text: str
    encoding: str


class Offer(Struct, frozen=True):
    """What one offered file is taken for: ``slug`` is None for no known article, ``reading`` where it cannot be read.

    ``there`` is the name of the file of another version of the article that is attached, None for none, and ``other``
    holds the anchors of that one.
    """

    file: str
    reading: OriginalText | None = None
    slug: str | None = None
    counts: Counts = field(default_factory=dict)
    unchanged: bool = False
    there: str | None = None
    other: Counts = field(default_factory=dict)
    problem: str = ""

    @property
    def report(self) -> AttachReport:
        """Return what is to be told of it."""
        encoding = "" if self.reading is None else self.reading.encoding
        return AttachReport(self.file, self.slug, self.counts, self.unchanged, self.problem, encoding)


def standing(counts: Counts) -> tuple[int, int]:
    """Return what tells the better of two versions: how many anchors are exact, then how many are not lost."""
    return counts.get(AnchorState.EXACT, 0), sum(counts.values()) - counts.get(AnchorState.LOST, 0)


def usable(text: str) -> str:
    """Return a text with a line feed at every line's end, without the control characters that files of others hold."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    odd = {sign for sign in set(text) - _LAYOUT if unicodedata.category(sign) in ("Cc", "Cs")}
    return (text.translate({ord(sign): " " for sign in odd}) if odd else text).strip()
