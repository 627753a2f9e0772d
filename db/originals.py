"""Read the publishers' originals that a user offers: plain text, however it is encoded, or a sentence why not."""

import codecs
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

LARGEST = 8_000_000
"""More bytes than any press article has."""

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
WINDOWS_1252 = "Windows-1252"
"""What text of Western Europe was written in before UTF-8; no mark tells it, and few bytes are wrong in it."""
_LAYOUT = frozenset("\t\n\r\f")
"""The control characters that text files hold."""
_WEB_PAGE = re.compile(r"(?is)\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b")


class OriginalError(Exception):
    """A file is no plain text that an article could be: one sentence for the user."""


@dataclass(frozen=True, slots=True)
class OriginalText:
    """A file's text, and the name of the encoding that it was taken to be in."""

    text: str
    encoding: str


def read_original(path: Path) -> OriginalText:
    """Return a file's text, without byte order mark and with a line feed at every line's end.

    UTF-8 needs no mark, UTF-16 and UTF-32 do. What is no UTF-8 is taken for Windows-1252 where that gives text
    without control characters. Raises OriginalError.
    """
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= LARGEST else b""
    except OSError as error:
        raise OriginalError(f"cannot be read: {error.strerror}") from error
    if size > LARGEST:
        raise OriginalError(f"is larger than any article ({size / 1e6:.0f} MB)")
    text, encoding = _decode(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise OriginalError("is empty")
    if "\0" in text:
        raise OriginalError("is no plain text")
    if _WEB_PAGE.match(text):
        raise OriginalError("is a web page; save it as plain text")
    return OriginalText(text, encoding)


def files_in(paths: Iterable[Path]) -> list[Path]:
    """Return the files that are meant by paths of files and folders: of a folder all in it that are not hidden."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found.extend(sorted(file for file in path.iterdir() if file.is_file() and not file.name.startswith(".")))
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def _decode(data: bytes) -> tuple[str, str]:
    """Return a file's text and the name of its encoding."""
    for mark, codec, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], codec), name
    try:
        return data.decode(), "UTF-8"
    except UnicodeDecodeError:
        text = _decoded(data, "cp1252")
    if any(unicodedata.category(letter) == "Cc" for letter in set(text) - _LAYOUT):
        raise OriginalError(_NO_TEXT)
    return text, WINDOWS_1252


def _decoded(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise OriginalError(_NO_TEXT) from error


_NO_TEXT = "is no plain text in UTF-8, Windows-1252 or, with a byte order mark, UTF-16"
