"""The shipped dataset's locators, in copies of the originals as other readers may have saved them."""

import re
import textwrap
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from db import verifying
from db.attaching import candidates
from db.store import Store, open_library
from db.vocabularies import AnchorState
from desktop.assets import dataset_folder
from tests.db.offering import attach_files
from tests.scans import known_texts, measure

HEADLINES = 2
"""Paragraphs at a text's beginning that may be headlines, if they are shorter than a sentence of news."""
SHORT = 150


def saved_otherwise(text: str) -> str:
    """Return a text without its headlines, reflowed, in curly quotes, with advertisements between the paragraphs."""
    paragraphs = [part for part in re.split(r"\n\s*\n", text) if part.strip()]
    body = [part for number, part in enumerate(paragraphs) if number >= HEADLINES or len(part) >= SHORT]
    curly = (re.sub(r'(^|[\s(\[])"', r"\1“", part).replace('"', "”").replace("'", "’") for part in body)
    lot: list[str] = []
    for number, part in enumerate(curly):
        lot += ["\n".join(textwrap.wrap(part, 46)), f"ADVERTISEMENT\nUmbrellas in every blue, number {number}."]
    return "\n\n".join(lot)


def test_every_passage_is_found_unchanged_in_copies_saved_otherwise(articles: Path, tmp_path: Path) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    for number, original in enumerate(sorted(articles.glob("*.txt"))):
        (copies / f"{number}.txt").write_text(saved_otherwise(original.read_text(encoding="utf-8")), encoding="utf-8")
    with closing(open_library(tmp_path / "library.sqlite3", dataset_folder())) as store:
        reports = attach_files(store, [copies], lambda _done, _total: None)
        with store.read() as connection:
            doubts = verifying.doubts(connection)
    assert len({report.article for report in reports}) == len(reports) == 5
    assert [doubt for doubt in doubts if doubt.state is not AnchorState.SHIFTED] == []
    assert sum(report.counts[AnchorState.EXACT] for report in reports) > 150


def test_half_of_every_original_says_of_each_lost_passage_why(articles: Path, tmp_path: Path) -> None:
    halves = tmp_path / "halves"
    halves.mkdir()
    for number, original in enumerate(sorted(articles.glob("*.txt"))):
        text = original.read_text(encoding="utf-8")
        (halves / f"{number}.txt").write_text(text[: len(text) // 2], encoding="utf-8")
    with closing(open_library(tmp_path / "library.sqlite3", dataset_folder())) as store:
        attach_files(store, [halves], lambda _done, _total: None)
        with store.read() as connection:
            doubts = verifying.doubts(connection)
    assert len([doubt for doubt in doubts if doubt.state is AnchorState.LOST]) > 30
    assert [doubt for doubt in doubts if doubt.reason is None] == []


@pytest.mark.parametrize("rate", [0.005, 0.01, 0.02, 0.05])
def test_misread_articles_are_recognised_and_nothing_is_found_where_it_is_not(
    articles: Path, shipped: Callable[[], Store], rate: float
) -> None:
    with shipped().read() as connection:
        known = candidates(connection)
    texts = known_texts(articles, known)
    assert len(texts) == 5
    findings = list(measure(texts, known, rate, 6))
    assert sum(finding.wrong for finding in findings) == 0
    if rate <= 0.01:
        assert all(finding.recognised for finding in findings)
