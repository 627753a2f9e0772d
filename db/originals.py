"""Read the publishers' originals that a user offers: plain text, however it is encoded, or a sentence why not."""

import codecs
import re
from collections.abc import Iterable
from pathlib import Path

LARGEST = 8_000_000
"""More bytes than any press article has."""

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WEB_PAGE = re.compile(r"(?is)\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b")


class OriginalError(Exception):
    """A file is no plain text that an article could be: one sentence for the user."""


def read_original(path: Path) -> str:
    """Return a file's text, without byte order mark and with a line feed at every line's end.

    UTF-8 needs no mark, UTF-16 and UTF-32 do. Raises OriginalError.
    """
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= LARGEST else b""
    except OSError as error:
        raise OriginalError(f"cannot be read: {error.strerror}") from error
    if size > LARGEST:
        raise OriginalError(f"is larger than any article ({size / 1e6:.0f} MB)")
    text = _decode(data).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise OriginalError("is empty")
    if "\0" in text:
        raise OriginalError("is no plain text")
    if _WEB_PAGE.match(text):
        raise OriginalError("is a web page; save it as plain text")
    return text


def files_in(paths: Iterable[Path]) -> list[Path]:
    """Return the files that are meant by paths of files and folders: of a folder all in it that are not hidden."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found.extend(sorted(file for file in path.iterdir() if file.is_file() and not file.name.startswith(".")))
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def _decode(data: bytes) -> str:
    mark, encoding = next(((mark, name) for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), (b"", "utf-8"))
    try:
        return data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise OriginalError("is no plain text in UTF-8 or, with a byte order mark, UTF-16") from error
