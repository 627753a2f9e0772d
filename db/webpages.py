"""Take the text out of web pages as browsers save them; nothing in a page is executed, and nothing fetched.

resiliparse parses the page as a browser does (Lexbor, HTML 5). A page has two readings: its main text, and all that
is text in it, for where the first leaves out what an article's passages are in.
"""

import codecs
import email
import email.policy
import plistlib
import re
from typing import Any

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from db.damaged import DAMAGED, damaged_utf_8
from db.readings import NO_TEXT, OriginalError, OriginalText, usable

WHOLE_PAGE = "whole page"
"""What is added to the name of the second reading."""

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(
    rb"""(?is)<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)|<\?xml\b[^>]*?\bencoding=["']([\w.:-]+)"""
)
_FRONT = 16_384
"""Bytes in which a page declares its encoding; HTML asks for 1,024, browsers look further."""
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}
"""What browsers take a declaration for, by Python's names; see the labels in WHATWG's Encoding Standard."""
_KNOWN = re.compile(
    r"utf-8|cp125[0-8]|cp8(66|74)|iso8859-\d+|koi8-[ru]|mac-\w+|gb18030|big5|euc_\w+|iso2022_\w+|shift_jis"
)
_SKIPPED = ["svg", "audio", "video", "canvas", "iframe", "object", "template", "img"]
"""Elements whose words stand for something that is not text."""


def read_page(data: bytes, *, named: str = "HTML", declared: str = "") -> list[OriginalText]:
    """Return the readings of a page, the better first; ``declared`` is an encoding told beside the page.

    Raises OriginalError where there is no text in it.
    """
    text, encoding = decode_page(data, declared)
    if "\0" in text:
        raise OriginalError(NO_TEXT)
    tree = HTMLTree.parse(text)
    name = f"{named} in {encoding}"
    readings = [
        OriginalText(usable(_extracted(tree, main=True)), name),
        OriginalText(usable(_extracted(tree, main=False)), f"{name}, {WHOLE_PAGE}"),
    ]
    found = [reading for reading in readings if reading.text]
    if not found:
        raise OriginalError("holds no text")
    return found[:1] if found[0].text == found[-1].text else found


def read_mhtml(data: bytes) -> list[OriginalText]:
    """Return the readings of the first page in an MHTML file (RFC 2557), as browsers save "a single file"."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                return read_page(content, named="MHTML", declared=str(part.get_content_charset() or ""))
    raise OriginalError("holds no web page")


def read_webarchive(data: bytes) -> list[OriginalText]:
    """Return the readings of the page in a web archive, a property list as Safari saves it."""
    try:
        archive: Any = plistlib.loads(data)
        page = archive["WebMainResource"]
        content, declared = bytes(page["WebResourceData"]), str(page.get("WebResourceTextEncodingName", ""))
    except (plistlib.InvalidFileException, LookupError, ValueError, TypeError, OverflowError) as error:
        raise OriginalError("is a damaged web archive") from error
    return read_page(content, named="web archive", declared=declared)


def decode_page(data: bytes, declared: str = "") -> tuple[str, str]:
    """Return a page's text and the name of its encoding: by its mark, as it is declared, or else as it can be read."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, errors="replace"), _name(codec)
    found = _DECLARED.search(data, 0, _FRONT)
    told = declared or (next(filter(None, found.groups())).decode("ascii", errors="replace") if found else "")
    for codec in (_meant(told), "utf-8"):
        try:
            return data.decode(codec), _name(codec)
        except UnicodeDecodeError:
            continue
    damaged = damaged_utf_8(data)
    if damaged is not None:
        return damaged, f"{DAMAGED} {_name('utf-8')}"
    try:
        return data.decode("cp1252"), _name("cp1252")
    except UnicodeDecodeError:
        # As browsers do: what cannot be read shows as such, and passages with it are lost.
        return data.decode(_meant(told), errors="replace"), f"{DAMAGED} {_name(_meant(told))}"


def _meant(label: str) -> str:
    try:
        name = codecs.lookup(label.strip()).name
    except LookupError:
        return "utf-8"
    name = _MEANT.get(name, name)
    return name if _KNOWN.fullmatch(name) else "utf-8"


def _name(codec: str) -> str:
    if codec.startswith("cp"):
        return codec.replace("cp125", "Windows-125").replace("cp8", "Windows-8")
    return codec.removesuffix("-le").removesuffix("-be").upper()


def _extracted(tree: HTMLTree, *, main: bool) -> str:
    # "alt_texts" lets captions in; of pictures themselves nothing is taken.
    return extract_plain_text(
        tree,
        preserve_formatting=True,
        main_content=main,
        list_bullets=False,
        alt_texts=True,
        comments=False,
        skip_elements=_SKIPPED,
    )
