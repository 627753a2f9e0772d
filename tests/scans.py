"""Misread texts as scanners and their programs do, and tell how well passages are found in what comes of it.

``python -m tests.scans FOLDER [TIMES]`` misreads the plain texts of the shipped dataset's articles in FOLDER and prints
a table: how many were recognised, and how their passages stand, by how many of a hundred letters were misread. Chance
is seeded: the same folder gives the same table.
"""

import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from db.anchors import Locator, Resolution, recognise, resolve, take_words
from db.attaching import candidates
from db.store import open_library
from db.vocabularies import AnchorState
from desktop.assets import dataset_folder

RATES = (0.005, 0.01, 0.02, 0.05)
ALIKE = {
    **dict(zip("lI1iod0OecaohbntvyrSs5B8gqu", "1lil0O0ocecobhunyvrs55SB8qgn", strict=False)),
    "m": "rn",
    "w": "vv",
    "d": "cl",
    ".": ",",
    ",": ".",
    "’": "'",
    "“": '"',
    "”": '"',
    "-": "–",
}
"""What a letter is taken for."""


class Scan(Struct, frozen=True):
    """A misread text: for each of its letters, the place in the true text that it was read at."""

    text: str
    places: Sequence[int]

    def truly(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the true text that a range was read at."""
        return self.places[start], self.places[end - 1] + 1


def scan(text: str, rate: float, seed: int) -> Scan:
    """Misread that part of a text's letters: most are taken for others, some are dropped, some are seen in dirt."""
    chance = random.Random(seed)  # noqa: S311 - the same every time, no secret
    read: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        seen = _misread(letter, chance) if chance.random() < rate else letter
        read.append(seen)
        places += [place] * len(seen)
    return Scan("".join(read), places)


def _misread(letter: str, chance: random.Random) -> str:
    match chance.randrange(10):
        case 0 | 1:
            return ""
        case 2 | 3:
            return letter + chance.choice(" .,'-il")
        case _:
            return ALIKE.get(letter, chance.choice("aeclt1. "))


class Finding(Struct, frozen=True):
    """How the passages of one misread article stand: whether it was known, their states, and how many lie elsewhere.

    ``twin`` counts those that were found, as shifted, in another print of the very same words; ``wrong`` all others.
    """

    recognised: bool
    states: Counter[AnchorState]
    twin: int
    wrong: int


def find(text: str, slug: str, known: Mapping[str, Sequence[Locator]], rate: float, seed: int) -> Finding:
    """Misread an article and look for its passages, as if it were attached whether it is recognised or not."""
    read = scan(text, rate, seed)
    true, found = (resolve(take_words(each), known[slug]) for each in (text, read.text))
    placed = [_placed(text, read, there, here) for there, here in zip(true, found, strict=True)]
    return Finding(
        recognise(take_words(read.text), known) == slug,
        Counter(here.state for here in found),
        placed.count("twin"),
        placed.count("wrong"),
    )


def _placed(text: str, read: Scan, there: Resolution, here: Resolution) -> str:
    """Tell whether a passage was found where it truly is."""
    if here.start is None or here.end is None or there.start is None or there.end is None:
        return "lost"
    start, end = read.truly(here.start, here.end)
    if here.state is AnchorState.ALTERED:
        # What came between its parts is told with it, and what was misread at its ends is not.
        shared = min(end, there.end) - max(start, there.start)
        return "right" if 2 * shared > min(end - start, there.end - there.start) else "wrong"
    if (start, end) == (there.start, there.end):
        return "right"
    same = _normal(text[start:end]) == _normal(text[there.start : there.end])
    return "twin" if same and here.state is AnchorState.SHIFTED else "wrong"


def _normal(text: str) -> str:
    words = take_words(text)
    return words.text(0, len(words))


def measure(
    texts: Mapping[str, str], known: Mapping[str, Sequence[Locator]], rate: float, times: int
) -> Iterator[Finding]:
    """Misread every article so many times."""
    for slug, text in texts.items():
        for seed in range(times):
            yield find(text, slug, known, rate, seed)


def known_texts(folder: Path, known: Mapping[str, Sequence[Locator]]) -> dict[str, str]:
    """Return the plain texts in a folder by the articles that they are."""
    texts = [file.read_text(encoding="utf-8-sig") for file in sorted(folder.glob("*.txt"))]
    found = {recognise(take_words(text), known): text for text in texts}
    return {slug: text for slug, text in found.items() if slug is not None}


def main() -> None:
    """Print the table."""
    folder, times = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 20
    with (
        TemporaryDirectory() as place,
        closing(open_library(Path(place) / "scans.demarche", dataset_folder())) as store,
        store.read() as connection,
    ):
        known = candidates(connection)
    texts = known_texts(folder, known)
    say = sys.stdout.write
    say("| letters misread | recognised | exact | shifted | altered | lost | in another print of the words | wrong |\n")
    say("|---|---|---|---|---|---|---|---|\n")
    for rate in RATES:
        findings = list(measure(texts, known, rate, times))
        states = sum((finding.states for finding in findings), Counter[AnchorState]())
        shares = " | ".join(f"{100 * states[state] / states.total():.1f} %" for state in AnchorState)
        recognised = sum(finding.recognised for finding in findings)
        twins, wrong = sum(finding.twin for finding in findings), sum(finding.wrong for finding in findings)
        say(f"| {100 * rate:g} % | {recognised} of {len(findings)} | {shares} | {twins} | {wrong} |\n")


if __name__ == "__main__":
    main()
