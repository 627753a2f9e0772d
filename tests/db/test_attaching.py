"""An original is recognised by its words, kept, resolved and searched, and survives what the dataset does."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from db import loading
from db.attaching import detach
from db.errors import StoreError
from db.folding import fold
from db.queries import health
from db.reading import reader_text
from db.store import Store
from db.vocabularies import AnchorState, TextKind
from tests.db import made_up
from tests.db.offering import attach_files
from tests.db.small import COURIER, GAZETTE, write_dataset

Open = Callable[..., Store]

ANCHORED = text(
    "SELECT entry.id, anchor.state, substr(original.text, anchor.start + 1, anchor.end - anchor.start)"
    " FROM anchor JOIN citation ON citation.number = anchor.citation_number"
    " JOIN entry ON entry.row = citation.entry_row JOIN article ON article.number = citation.article_number"
    " JOIN original ON original.slug = article.slug ORDER BY entry.row, article.slug, anchor.number"
)
FOUND = text("SELECT id FROM entry WHERE row IN (SELECT rowid FROM entry_search WHERE entry_search MATCH :words)")


def quietly(done: int, total: int) -> None:
    """Take no notice of progress."""


def anchored(library: Store) -> list[tuple[str, str, str]]:
    with library.read() as connection:
        return [(entry, state, words) for entry, state, words in connection.execute(ANCHORED)]


def found(library: Store, words: str) -> set[str]:
    with library.read() as connection:
        return set(connection.scalars(FOUND, {"words": f'"{fold(words)}"'}))


def counts(exact: int, lost: int = 0) -> dict[AnchorState, int]:
    return {AnchorState.EXACT: exact, AnchorState.SHIFTED: 0, AnchorState.ALTERED: 0, AnchorState.LOST: lost}


def test_originals_are_recognised_whatever_their_files_are_called(library: Store, originals: Path) -> None:
    (originals / "gazette-2021-03-04.txt").rename(originals / "z.txt")
    reports = attach_files(library, [originals], quietly)
    assert [(Path(report.file).name, report.article, report.counts) for report in reports] == [
        ("courier-2021-03-05.txt", "courier-2021-03-05", counts(5)),
        ("z.txt", "gazette-2021-03-04", counts(6)),
    ]
    assert not any(report.unchanged or report.problem for report in reports)


def test_every_anchor_is_a_range_of_the_original(library: Store, originals: Path) -> None:
    attach_files(library, [originals], quietly)
    assert ("sluice-closed", "exact", "the sluice was closed") in anchored(library)
    assert ("upper-demands-toll", "exact", "four coins from every cart") in anchored(library)
    assert len(anchored(library)) == 11


def test_the_same_text_again_changes_nothing(library: Store, originals: Path, path: Path) -> None:
    attach_files(library, [originals], quietly)
    before = path.read_bytes()
    reports = attach_files(library, [originals], quietly)
    assert [(report.unchanged, report.counts) for report in reports] == [(True, counts(5)), (True, counts(6))]
    assert path.read_bytes() == before


def test_another_copy_replaces_the_text_and_tells_what_is_lost(library: Store, originals: Path) -> None:
    attach_files(library, [originals], quietly)
    changed = originals / "gazette-2021-03-04.txt"
    changed.write_text(GAZETTE.replace("sluice was closed", "sluice was left open"), encoding="utf-8")
    (report,) = attach_files(library, [changed], quietly)
    assert (report.article, report.unchanged, report.counts) == ("gazette-2021-03-04", False, counts(5, lost=1))
    with library.read() as connection:
        assert connection.scalar(text("SELECT count(*) FROM original")) == 2
        assert connection.scalar(text("SELECT count(*) FROM original WHERE file LIKE '%/%'")) == 0
        lost = connection.execute(text("SELECT start, \"end\" FROM anchor WHERE state = 'lost'")).one()
    assert tuple(lost) == (None, None)


def test_the_attached_text_among_the_offers_outlives_a_worse_one_before_it(library: Store, originals: Path) -> None:
    attach_files(library, [originals], quietly)
    worse = originals / "a.txt"
    worse.write_text(GAZETTE.replace("sluice was closed", "sluice was left open"), encoding="utf-8")
    attach_files(library, [worse, originals], quietly)
    with library.read() as connection:
        assert GAZETTE in connection.scalars(text("SELECT text FROM original")).all()


def test_cited_words_of_an_original_are_searched(library: Store, originals: Path) -> None:
    assert found(library, "lanterns") == set()
    attach_files(library, [originals], quietly)
    assert found(library, "lanterns") == {"patrols"}
    assert found(library, "broadcast") == {"upper-demands-toll"}
    with library.read() as connection:
        rows = connection.scalars(text("SELECT rowid FROM article_search WHERE article_search MATCH 'barns'")).all()
    assert rows == [0, 1]
    assert library.check(thorough=True) == ()


def test_attached_texts_are_resolved_again_when_the_dataset_changes(
    library: Store, originals: Path, folder: Path
) -> None:
    attach_files(library, [originals], quietly)
    before = anchored(library)
    write_dataset(
        folder, [("events.toml", "LOCATOR<the sluice was closed>", "LOCATOR<the sluice was closed for a while>")]
    )
    library.load(folder)
    after = anchored(library)
    assert ("sluice-closed", "exact", "the sluice was closed for a while") in after
    assert len(after) == len(before)
    assert found(library, "lanterns") == {"patrols"}


def test_the_text_of_an_article_that_has_left_the_dataset_is_kept(
    library: Store, originals: Path, folder: Path
) -> None:
    attach_files(library, [originals], quietly)
    renamed = "gazette-2021-03-06"
    (folder / "articles" / "gazette-2021-03-04.md").rename(folder / "articles" / f"{renamed}.md")
    for name in ("events.toml", "statements.toml"):
        file = folder / name
        file.write_text(file.read_text(encoding="utf-8").replace("gazette-2021-03-04", renamed), encoding="utf-8")
    library.load(folder)
    with library.read() as connection:
        kept = connection.execute(text("SELECT slug, text FROM original ORDER BY slug")).all()
    assert [tuple(row) for row in kept] == [("courier-2021-03-05", COURIER), ("gazette-2021-03-04", GAZETTE)]
    assert len(anchored(library)) == 5
    assert all(words in COURIER for _, _, words in anchored(library))


def test_an_article_that_nobody_cites_by_locators_has_no_anchors(library: Store) -> None:
    with library.write() as connection:
        connection.execute(text("INSERT INTO original VALUES ('gazette', 'Daily news of barns', 'g.txt', 'now', '')"))
        loading.load(connection, made_up.many(), made_up.entries(3))
    assert anchored(library) == []
    with library.read() as connection:
        assert connection.scalar(text("SELECT original FROM article_search")) == "daily news of barns"


def test_what_is_no_known_article_is_not_kept(library: Store, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("A recipe for soup with leeks, for those who came too late to dinner at the inn.\n" * 5)
    (report,) = attach_files(library, [other], quietly)
    assert (report.article, report.counts, report.problem) == (None, {}, "")
    with library.read() as connection:
        assert connection.scalar(text("SELECT count(*) FROM original")) == 0


def test_a_file_that_cannot_be_one_is_told_and_the_others_attached(library: Store, originals: Path) -> None:
    (originals / "a.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    reports = attach_files(library, [originals, originals / "nowhere.txt"], quietly)
    assert [report.article for report in reports] == [None, "courier-2021-03-05", "gazette-2021-03-04", None]
    assert reports[0].problem == "is no plain text in UTF-8, Windows-1252 or, with a byte order mark, UTF-16"
    assert reports[3].problem == "cannot be read: No such file or directory"


def test_nothing_is_attached_to_a_library_that_is_read_only(library: Store, opened: Open, originals: Path) -> None:
    library.close()
    with pytest.raises(StoreError, match="opened for reading only"):
        attach_files(opened(read_only=True), [originals], quietly)


def test_looking_tells_how_far_it_is_and_attaches_nothing_when_stopped(library: Store, originals: Path) -> None:
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        told.append((done, total))
        if done:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        attach_files(library, [originals], progress)
    assert sorted(set(told)) == [(0, 2), (1, 2)]
    with library.read() as connection:
        assert connection.scalars(text("SELECT slug FROM original")).all() == []


def test_a_long_text_can_be_stopped_in_its_midst(library: Store, tmp_path: Path) -> None:
    long = tmp_path / "long.txt"
    long.write_text(GAZETTE * 20, encoding="utf-8")
    calls = 0

    def progress(_done: int, _total: int) -> None:
        nonlocal calls
        calls += 1
        if calls > 3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        attach_files(library, [long], progress)


def test_what_a_file_was_read_as_is_reported_and_kept(library: Store, tmp_path: Path) -> None:
    file = tmp_path / "old.txt"
    file.write_bytes(GAZETTE.replace("River Agency", "Rivière Agency – “here”").encode("cp1252"))
    (report,) = attach_files(library, [file], quietly)
    assert (report.article, report.encoding) == ("gazette-2021-03-04", "Windows-1252")
    with library.read() as connection:
        reader = reader_text(connection, "gazette-2021-03-04", TextKind.ORIGINAL)
    assert reader is not None
    assert reader.encoding == "Windows-1252"
    assert "Rivière Agency – “here”" in reader.text


def test_a_wrong_byte_or_a_cut_letter_loses_nothing_but_its_own_passage(library: Store, tmp_path: Path) -> None:
    file = tmp_path / "download.txt"
    whole = GAZETTE.replace("River Agency", "“Rivière” Agency").encode()
    for data in (whole + b"\xe2\x80", whole.replace(b"\n\n", b"\n\xff\n", 1)):
        file.write_bytes(data)
        (report,) = attach_files(library, [file], quietly)
        assert (report.encoding, report.counts) == ("damaged UTF-8", counts(6))


def test_a_detached_original_leaves_neither_anchors_nor_words_to_be_found(library: Store, originals: Path) -> None:
    attach_files(library, [originals], quietly)
    with library.write() as connection:
        assert detach(connection, "gazette-2021-03-04")
    assert found(library, "lanterns") == set()
    assert len(anchored(library)) == 5
    assert all(words in COURIER for _, _, words in anchored(library))
    with library.read() as connection:
        assert connection.scalars(text("SELECT slug FROM original")).all() == ["courier-2021-03-05"]
        assert health(connection).attached == 1
        hits = text("SELECT rowid FROM article_search WHERE article_search MATCH 'barns'")
        assert len(connection.scalars(hits).all()) == 1
    assert library.check(thorough=True) == ()


def test_no_word_of_a_detached_original_is_left_in_the_file(library: Store, originals: Path, path: Path) -> None:
    large = originals / "gazette-2021-03-04.txt"
    large.write_text(GAZETTE + "\n\nQuagmire xylophones.\n" * 2_000, encoding="utf-8")
    attach_files(library, [originals], quietly)
    assert b"lanterns patrol" in path.read_bytes()
    assert b"xylophone" in path.read_bytes()
    with library.write() as connection:
        assert detach(connection, "gazette-2021-03-04")
    left = path.read_bytes().lower()
    for words in (b"lantern", b"xylophone", b"quagmire", b"planks wear", b"nobody had agreed"):
        assert words not in left


def test_whatever_is_deleted_from_a_library_is_overwritten(library: Store) -> None:
    with library.write() as connection:
        assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 1


def test_attaching_again_undoes_detaching(library: Store, originals: Path) -> None:
    attach_files(library, [originals], quietly)
    before = anchored(library)
    with library.write() as connection:
        detach(connection, "gazette-2021-03-04")
    attach_files(library, [originals / "gazette-2021-03-04.txt"], quietly)
    assert anchored(library) == before
    assert found(library, "lanterns") == {"patrols"}


def test_there_is_nothing_to_detach_where_nothing_is_attached(library: Store) -> None:
    with library.write() as connection:
        assert not detach(connection, "gazette-2021-03-04")
        assert not detach(connection, "no-such-article")


def test_detaching_that_fails_midway_changes_nothing(
    library: Store, originals: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attach_files(library, [originals], quietly)
    before = anchored(library)

    def fail(_connection: Connection, _entries: object) -> None:
        raise InterruptedError

    monkeypatch.setattr("db.attaching._index_passages", fail)
    with pytest.raises(InterruptedError), library.write() as connection:
        detach(connection, "gazette-2021-03-04")
    assert anchored(library) == before
    assert found(library, "lanterns") == {"patrols"}


def test_the_publishers_originals_resolve_in_the_dataset(path: Path, articles: Path, opened: Open) -> None:
    dataset = Path(__file__).parents[2] / "resources" / "libya-2020"
    reports = attach_files(opened(dataset), [articles], quietly)
    assert len({report.article for report in reports} - {None}) == 5
    assert {state for report in reports for state, count in report.counts.items() if count} == {AnchorState.EXACT}
