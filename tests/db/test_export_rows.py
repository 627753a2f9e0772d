"""What stands in the rows of an export: every column, in the chronology's order."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from db.export.columns import SEPARATOR, escaped
from db.export.options import Profile, Rows
from db.filters import Filter, Word
from db.store import Store
from tests.db.offering import attach, attach_files
from tests.db.pages import news_page
from tests.db.prints import in_one_column
from tests.db.reading_csv import BOM, exported, exported_bytes, values_of
from tests.db.small import COURIER, GAZETTE

ENTRY_HEADER = (
    "id,kind,type,mode,title,summary,date,earliest,latest,precision,date_basis,date_wording,date_reason,"
    "speakers,on_behalf_of,addressees,participants,channel,place,form,stances,status,said_at,responds_to,part_of,"
    "contradicts,sources,articles,publishers,urls"
)
CITATION_HEADER = (
    "id,kind,type,title,date,earliest,latest,article,publisher,headline,published,url,text,anchor,start,end,passage"
)
CHRONOLOGY = [
    "flood",
    "sluice-closed",
    "patrols",
    "bridge-talks",
    "lower-rejects-toll",
    "upper-demands-toll",
    "joint-call",
    "old-grievance",
]


def write(store: Store, statement: str, **values: object) -> None:
    with store.write() as connection:
        connection.execute(text(statement), values)


def row(store: Store, identifier: str, **options: object) -> dict[str, str]:
    (found,) = (row for row in exported(store, **options) if row["id"] == identifier)
    return found


@pytest.mark.parametrize(("rows", "header"), [(Rows.ENTRY, ENTRY_HEADER), (Rows.CITATION, CITATION_HEADER)])
@pytest.mark.parametrize(("profile", "start"), [(Profile.DATA, ""), (Profile.SPREADSHEET, BOM)])
def test_the_header_names_the_columns(library: Store, rows: Rows, header: str, profile: Profile, start: str) -> None:
    data = exported_bytes(library, rows=rows, profile=profile).decode()
    assert data.split("\r\n")[0] == start + header
    assert data.endswith("\r\n")
    assert data.count("\n") == data.count("\r\n")


def test_entries_stand_in_the_chronologys_order(library: Store) -> None:
    assert [row["id"] for row in exported(library)] == CHRONOLOGY


def test_a_statement(library: Store) -> None:
    assert row(library, "upper-demands-toll") == {
        "id": "upper-demands-toll",
        "kind": "statement",
        "type": "REQUEST",
        "mode": "yield",
        "title": "Upper bank: four coins a cart",
        "summary": "The council wants carts to pay.",
        "date": "2021-03-04T09:30",
        "earliest": "2021-03-04",
        "latest": "2021-03-04",
        "precision": "minute",
        "date_basis": "explicit",
        "date_wording": "at half past nine",
        "date_reason": "The minute is printed, the day is the article's.",
        "speakers": "upper-council",
        "on_behalf_of": "upper-bank",
        "addressees": "lower-bank",
        "participants": "",
        "channel": "radio",
        "place": "",
        "form": "direct",
        "stances": "toll: for",
        "status": "occurred",
        "said_at": "bridge-talks",
        "responds_to": "",
        "part_of": "",
        "contradicts": "",
        "sources": "2",
        "articles": "gazette-2021-03-04; courier-2021-03-05",
        "publishers": "Gazette; Courier",
        "urls": "https://courier.example/bridge",
    }


def test_an_event(library: Store) -> None:
    event = row(library, "bridge-talks")
    assert event["participants"] == "upper-council (lead); lower-bank (lead); kiyi (host)"
    assert event["place"] == "Harbour"
    assert {event[name] for name in ("speakers", "on_behalf_of", "addressees", "form", "stances", "urls")} == {""}


def test_joint_speakers_and_references(library: Store) -> None:
    assert row(library, "joint-call")["speakers"] == "upper-bank; kiyi"
    rejection = row(library, "lower-rejects-toll")
    assert (rejection["responds_to"], rejection["contradicts"]) == ("upper-demands-toll", "upper-demands-toll")
    assert row(library, "patrols")["part_of"] == "sluice-closed"


@pytest.mark.parametrize(
    ("identifier", "date", "earliest", "latest", "precision"),
    [
        ("sluice-closed", "2021-02", "2021-02-01", "2021-02-28", "month"),
        ("patrols", "2021-03-01/..", "2021-03-01", "", "day"),
        ("lower-rejects-toll", "[2021-03-03..2021-03-05]", "2021-03-03", "2021-03-05", "day"),
        ("flood", "2020~", "2020-01-01", "2020-12-31", "year"),
        ("old-grievance", "", "", "", ""),
    ],
)
def test_dates(library: Store, identifier: str, date: str, earliest: str, latest: str, precision: str) -> None:
    found = row(library, identifier)
    assert [found[name] for name in ("date", "earliest", "latest", "precision")] == [date, earliest, latest, precision]


def test_a_day_without_beginning(opened: Callable[..., Store], folder: Path) -> None:
    events = folder / "events.toml"
    events.write_text(events.read_text(encoding="utf-8").replace('"2021-02"', '"[..2021-02-10]"'), encoding="utf-8")
    found = row(opened(folder), "sluice-closed")
    assert (found["earliest"], found["latest"]) == ("", "2021-02-10")


def test_one_agencys_copy_in_two_papers_is_one_source_and_each_publisher_stands_once(library: Store) -> None:
    write(library, "UPDATE article SET publisher = 'River; Post'")
    flood = row(library, "flood")
    assert flood["sources"] == "1"
    assert values_of(flood["articles"]) == ["gazette-2021-03-04", "courier-2021-03-05"]
    assert values_of(flood["publishers"]) == ["River; Post"]
    assert flood["publishers"] == r"River\; Post"


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_pages_make_no_difference(library: Store, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    whole = {rows: exported(library, rows=rows) for rows in Rows}
    monkeypatch.setattr("db.export.exporting.ENTRIES_A_PAGE", size)
    assert {rows: exported(library, rows=rows) for rows in Rows} == whole


@pytest.mark.parametrize("rows", list(Rows))
def test_a_library_without_a_dataset_has_no_rows(opened: Callable[..., Store], rows: Rows) -> None:
    assert exported(opened(), rows=rows) == []


def test_no_passage_no_row(library: Store) -> None:
    write(library, "DELETE FROM passage")
    assert exported(library, rows=Rows.CITATION) == []


def test_passages_of_digests(library: Store) -> None:
    passages = [row for row in exported(library, rows=Rows.CITATION) if row["id"] == "upper-demands-toll"]
    assert [(each["article"], each["passage"]) for each in passages] == [
        ("gazette-2021-03-04", "carts are to pay, which was broadcast"),
        ("gazette-2021-03-04", "four coins"),
        ("courier-2021-03-05", "No coin will be paid"),
    ]
    assert {(each["text"], each["anchor"]) for each in passages} == {("digest", "")}
    with library.read() as connection:
        digest = connection.execute(text("SELECT digest FROM article WHERE number = 0")).scalar_one()
    first = passages[0]
    assert digest[int(first["start"]) : int(first["end"])] == first["passage"]
    assert first["published"] == "2021-03-04?"
    assert first["headline"] == "A bridge over the river"


def test_passages_of_originals_keep_their_words_unless_quotations_are_asked_for(library: Store) -> None:
    with library.write() as connection:
        attach(connection, "gazette.txt", GAZETTE)
    plain = exported(library, rows=Rows.CITATION)
    quoted = exported(library, rows=Rows.CITATION, quotations=True)
    originals = [row for row in quoted if row["text"] == "original"]
    assert {row["article"] for row in originals} == {"gazette-2021-03-04"}
    assert {row["article"] for row in quoted if row["text"] == "digest"} == {"courier-2021-03-05"}
    for each in originals:
        assert each["anchor"] == "exact"
        assert each["passage"] == GAZETTE[int(each["start"]) : int(each["end"])] != ""
    assert [row | {"passage": ""} for row in originals] == [row for row in plain if row["text"] == "original"]
    assert [row for row in plain if row["text"] == "digest"] == [row for row in quoted if row["text"] == "digest"]


@pytest.mark.parametrize("form", ["page.html", "sheet.pdf"])
def test_start_and_end_are_code_points_of_the_text_taken_from_a_page_or_a_print(
    library: Store, tmp_path: Path, form: str
) -> None:
    file = tmp_path / form
    if form.endswith(".pdf"):
        in_one_column(GAZETTE, file)
    else:
        # Signs beyond the first plane, before all passages: code points, not UTF-16 units, are counted.
        file.write_text(news_page(GAZETTE.replace("A bridge", "\U0001f309\U0001f309 A bridge", 1)), encoding="utf-8")
    attach_files(library, [file])
    with library.read() as connection:
        stored = connection.scalar(text("SELECT text FROM original"))
    assert isinstance(stored, str)
    quoted = [row for row in exported(library, rows=Rows.CITATION, quotations=True) if row["text"] == "original"]
    assert len(quoted) == 6
    for each in quoted:
        assert each["anchor"] == "exact"
        assert stored[int(each["start"]) : int(each["end"])] == each["passage"] != ""
    demand = next(row["passage"] for row in quoted if row["id"] == "upper-demands-toll")
    assert "four coins from every cart" in " ".join(demand.split())


def test_a_lost_passage_has_no_place(library: Store) -> None:
    with library.write() as connection:
        attach(connection, "courier.txt", COURIER.replace("ferry", "raft"))
    for quotations in (False, True):
        lost = row(library, "old-grievance", rows=Rows.CITATION, quotations=quotations)
        assert [lost[name] for name in ("text", "anchor", "start", "end", "passage")] == [
            "original",
            "lost",
            "",
            "",
            "",
        ]


def test_a_citation_without_locators_keeps_its_digests_passages(library: Store) -> None:
    write(library, "DELETE FROM locator WHERE citation_number = (SELECT max(number) FROM citation)")
    with library.write() as connection:
        attach(connection, "courier.txt", COURIER)
    assert row(library, "old-grievance", rows=Rows.CITATION)["passage"] == "A ferry is missed"


def test_a_selection_in_any_order_is_written_in_the_chronologys(library: Store) -> None:
    assert [row["id"] for row in exported(library, selection=(6, 0, 3, 0))] == [
        "flood",
        "bridge-talks",
        "joint-call",
    ]


@pytest.mark.parametrize("step", [1, 3, 10_000])
def test_a_selection_must_meet_the_filter_too(library: Store, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    monkeypatch.setattr("db.export.selecting.ENTRIES_A_STEP", step)
    wanted = Filter().with_term(Word.KIND, ("statement",)).with_term(Word.SEARCH, ("council",))
    assert [row["id"] for row in exported(library, filter=wanted)] == ["lower-rejects-toll", "upper-demands-toll"]
    assert [row["id"] for row in exported(library, filter=wanted, selection=(0, 5))] == ["upper-demands-toll"]
    assert exported(library, filter=wanted, selection=(0,)) == []
    assert exported(library, filter=wanted, selection=()) == []


@pytest.mark.parametrize("selection", [(0, 8), (-1, 0)])
def test_a_row_that_the_library_does_not_have_is_refused(library: Store, selection: tuple[int, ...]) -> None:
    with pytest.raises(IndexError):
        exported(library, selection=selection)


STARTS = "=+-@\t\r"
CELLS = st.text(st.characters(codec="utf-8") | st.sampled_from(f"{STARTS};\\,\"\n\0'＝"), max_size=8)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(titles=st.tuples(CELLS, CELLS, CELLS))
def test_any_text_survives_and_none_is_run(library: Store, titles: tuple[str, str, str]) -> None:
    with library.write() as connection:
        for number, title in enumerate(titles):
            values = {"title": title, "row": number}
            connection.execute(text("UPDATE entry SET title = :title, place = :title WHERE row = :row"), values)
    exact = exported(library, profile=Profile.DATA, selection=(0, 1, 2))
    assert [(row["title"], row["place"]) for row in exact] == [(title, title) for title in titles]
    safe = [row["title"] for row in exported(library, selection=(0, 1, 2))]
    assert safe == [f"'{title}" if title.startswith(tuple(STARTS)) else title for title in titles]


@pytest.mark.parametrize("start", STARTS)
def test_cells_that_a_spreadsheet_would_run_are_neutralised_in_every_column(library: Store, start: str) -> None:
    hostile = f"{start}cmd|' /C calc'!A0, \"x\""
    columns = ["mode", "title", "summary", "date_wording", "date_reason", "channel", "place", "precision"]
    write(library, f"UPDATE entry SET {', '.join(f'{name} = :it' for name in columns)}", it=hostile)
    write(library, "UPDATE article SET publisher = :it, headline = :it, url = :it, digest = :it || digest", it=hostile)
    entry = row(library, "upper-demands-toll")
    assert {entry[name] for name in columns} == {f"'{hostile}"}
    assert entry["publishers"] == f"'{hostile}"
    for rows in Rows:
        for exported_row in exported(library, rows=rows):
            assert not [cell for cell in exported_row.values() if cell.startswith(start)]


def test_an_id_may_begin_with_a_hyphen(library: Store) -> None:
    write(library, "UPDATE entry SET id = '-1' WHERE row = 0")
    write(library, "UPDATE actor SET id = '-2' WHERE id = 'kiyi'")
    assert [exported(library)[0][name] for name in ("id", "participants")] == ["'-1", "'-2 (lead)"]
    assert [exported(library, profile=Profile.DATA)[0][name] for name in ("id", "participants")] == ["-1", "-2 (lead)"]


@given(st.lists(st.text(st.characters() | st.sampled_from(";\\ "), min_size=1), max_size=5))
def test_several_values_in_a_cell_can_be_told_apart(values: list[str]) -> None:
    assert values_of(SEPARATOR.join(map(escaped, values))) == values
