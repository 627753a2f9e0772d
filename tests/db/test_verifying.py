"""Every anchor that is not exact is told, with the place to look at."""

from pathlib import Path

from sqlalchemy import update

from db.models import Anchor
from db.reading import reader_text
from db.reasons import Reason
from db.records import Doubt
from db.store import Store
from db.verifying import doubts
from db.vocabularies import AnchorState, TextKind
from tests.db.offering import attach_files
from tests.db.small import GAZETTE

ARTICLE = "gazette-2021-03-04"


def quietly(done: int, total: int) -> None:
    """Take no notice of progress."""


def attached(library: Store, file: Path, text: str) -> list[Doubt]:
    file.write_text(text, encoding="utf-8")
    attach_files(library, [file], quietly)
    with library.read() as connection:
        return doubts(connection)


def words(library: Store, doubt: Doubt) -> str:
    with library.read() as connection:
        reader = reader_text(connection, doubt.article, doubt.text)
    assert reader is not None
    return reader.text[doubt.start : doubt.end]


def test_nothing_is_told_where_nothing_is_attached_or_all_is_exact(library: Store, tmp_path: Path) -> None:
    with library.read() as connection:
        assert doubts(connection) == []
    assert attached(library, tmp_path / "gazette.txt", GAZETTE) == []


def test_an_altered_anchor_leads_to_the_original_and_says_which_words(library: Store, tmp_path: Path) -> None:
    changed = GAZETTE.replace("half past nine", "half past ten")
    (doubt,) = attached(library, tmp_path / "gazette.txt", changed)
    assert (doubt.entry, doubt.article, doubt.state) == ("upper-demands-toll", ARTICLE, AnchorState.ALTERED)
    assert doubt.changed
    assert doubt.text is TextKind.ORIGINAL
    assert words(library, doubt).endswith("spoke on the radio at half")


def test_each_says_why_it_is_not_exact(library: Store, tmp_path: Path) -> None:
    changed = GAZETTE.replace("half past nine", "half past ten").replace("sluice was closed", "sluice stood open")
    told = {doubt.entry: doubt.reason for doubt in attached(library, tmp_path / "gazette.txt", changed)}
    assert told == {"upper-demands-toll": Reason.SOME, "sluice-closed": Reason.FRAME}


def test_a_reason_is_given_only_for_the_state_that_is_kept(library: Store, tmp_path: Path) -> None:
    attached(library, tmp_path / "gazette.txt", GAZETTE.replace("sluice was closed", "sluice stood open"))
    with library.write() as connection:
        connection.execute(update(Anchor).where(Anchor.state == AnchorState.LOST).values(state=AnchorState.SHIFTED))
        assert [doubt.reason for doubt in doubts(connection)] == [None]


def test_a_lost_anchor_leads_to_the_digests_passage(library: Store, tmp_path: Path) -> None:
    (doubt,) = attached(library, tmp_path / "gazette.txt", GAZETTE.replace("sluice was closed", "sluice stood open"))
    assert (doubt.entry, doubt.state, doubt.changed) == ("sluice-closed", AnchorState.LOST, ())
    assert doubt.text is TextKind.DIGEST
    with library.read() as connection:
        reader = reader_text(connection, ARTICLE, TextKind.DIGEST)
    assert reader is not None
    supported = {(p.start, p.end): [head.id for head in p.entries] for p in reader.passages}
    assert doubt.start is not None
    assert doubt.end is not None
    assert "sluice-closed" in supported[doubt.start, doubt.end]
    assert library.marks().titles[doubt.row] == doubt.title
