"""Read UTF-8 of which a few bytes are wrong, as broken downloads leave it, and tell it from other encodings."""

import codecs

DAMAGED = "damaged"
"""Stands before the name of an encoding of which not every byte could be read."""
_TELLING = 2
"""Bytes of a letter that is cut off that tell UTF-8 by themselves; one may be a letter of another encoding."""
UNREADABLE = "\N{REPLACEMENT CHARACTER}"


def damaged_utf_8(data: bytes) -> str | None:
    """Return the text of bytes that are no strict UTF-8 but nearly so, with a sign for what is unreadable, else None.

    Letters beyond ASCII take several bytes in UTF-8 that hardly ever follow each other so in another encoding: where
    three in four or more can be read, it is UTF-8. One that is cut off at the end does not count against it.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    text = decoder.decode(data)
    cut_off = len(decoder.getstate()[0])
    wrong = text.count(UNREADABLE) - data.count(UNREADABLE.encode())
    right = len(text) - len(text.encode("ascii", errors="ignore")) - wrong
    if right < 3 * wrong or (right == 0 and cut_off < _TELLING):
        return None
    return text + UNREADABLE if cut_off else text
