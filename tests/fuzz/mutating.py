"""Make hostile inputs out of good ones: bytes turned, dropped, doubled, moved, and what has broken readers before."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

NASTY: tuple[bytes, ...] = (
    b"\0",
    b"\xff",
    b"\xfe\xff",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\r",
    b"\r\n",
    b'"',
    b"'",
    b"\\",
    b"`" * 40,
    b"[" * 60,
    b"](#" * 40,
    b"{" * 60,
    b"(" * 60,
    b"<" * 40,
    b"*" * 60,
    b"+++\n",
    b"..",
    b"/",
    b"-" * 30,
    b"99999999999999999999",
    b"-1",
    b"0000",
    b"nan",
    b"1e999",
    b"true",
    b"null",
    b" = ",
    b"\n[[events]]\n",
    b"NEAR(a b, 1)",
    b" OR ",
    b" NOT ",
    b'" AND "',
    "\u202eright to left\u202c".encode(),
    "\u200b\u00ad\ufeff".encode(),
    "ı İ ß ﬁ Å".encode(),
    "\U0001f9ff".encode(),
    b"\xed\xa0\x80",
    b"\xc0\xaf",
    b"a" * 3_000,
    b" " * 3_000,
    b"\n" * 3_000,
    b"&lt;script&gt;<script>",
    b"=cmd|'/C calc'!A0",
)
"""Bytes that readers of text are known to stumble over."""

MOST = 12
"""Changes of one input at most."""


def _turn(data: bytearray, random: Random) -> None:
    if data:
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)


def _overwrite(data: bytearray, random: Random) -> None:
    if data:
        at = random.randrange(len(data))
        data[at : at + random.randrange(1, 9)] = random.randbytes(random.randrange(1, 9))


def _drop(data: bytearray, random: Random) -> None:
    if data:
        at = random.randrange(len(data))
        del data[at : at + random.choice((1, 2, 8, 64, 512))]


def _double(data: bytearray, random: Random) -> None:
    if data:
        at = random.randrange(len(data))
        piece = bytes(data[at : at + random.choice((1, 4, 32, 256))])
        data[at:at] = piece * random.choice((1, 2, 10))


def _move(data: bytearray, random: Random) -> None:
    if data:
        at, size = random.randrange(len(data)), random.choice((2, 16, 128))
        piece = bytes(data[at : at + size])
        del data[at : at + size]
        to = random.randrange(len(data) + 1)
        data[to:to] = piece


def _insert(data: bytearray, random: Random) -> None:
    at = random.randrange(len(data) + 1)
    data[at:at] = random.choice(NASTY)


def _cut(data: bytearray, random: Random) -> None:
    del data[random.randrange(len(data) + 1) :]


CHANGES: tuple[Callable[[bytearray, Random], None], ...] = (
    *(_turn, _overwrite, _drop, _double, _move) * 3,
    *(_insert,) * 4,
    _cut,
)


def mutated(seeds: Sequence[bytes], random: Random) -> bytes:
    """Return one of the seeds, changed up to :data:`MOST` times, or crossed with another one."""
    data = bytearray(random.choice(seeds))
    if random.random() < 0.1:
        other = random.choice(seeds)
        data[random.randrange(len(data) + 1) :] = other[random.randrange(len(other) + 1) :]
    for _ in range(min(MOST, int(random.expovariate(0.6)))):
        random.choice(CHANGES)(data, random)
    return bytes(data)


def mutated_in_place(seeds: Sequence[bytes], random: Random) -> bytes:
    """Return one of the seeds, most often with every place kept: other figures, letters and bytes, as many.

    A format whose parts are told by where they lie is then read on, where anything moved would have it refused.
    """
    if random.random() < 0.2:
        return mutated(seeds, random)
    data = bytearray(random.choice(seeds))
    for _ in range(random.randrange(1, 25)):
        at = random.randrange(len(data))
        if random.random() < 0.1:
            data[at] = random.randrange(256)
        elif chr(data[at]).isdigit():
            data[at] = random.choice(b"0123456789-.")
        elif chr(data[at]).isalpha():
            data[at] = random.choice(data)
        else:
            data[at] ^= 1 << random.randrange(8) if random.random() < 0.3 else 0
    return bytes(data)


def mutated_pages(seed: bytes, random: Random) -> bytes:
    """Return a file of pages changed in few places, and seldom in its first hundred bytes, which tell what it is."""
    data = bytearray(seed)
    for _ in range(random.randrange(1, 9)):
        at = random.randrange(len(data)) if random.random() < 0.5 else random.randrange(100, 4096)
        data[at : at + 1] = random.randbytes(1)
    if random.random() < 0.1:
        del data[random.randrange(100, len(data)) :]
    if random.random() < 0.1:
        start = random.randrange(0, len(data), 1024)
        data[start : start + 1024] = random.randbytes(1024)[: len(data[start : start + 1024])]
    if random.random() < 0.2:
        at = random.randrange(100)
        data[at : at + 1] = random.randbytes(1)
    return bytes(data)
