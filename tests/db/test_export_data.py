"""Formats for programs, each read back by a reader of its own kind: tables, sources, annotations, calendars, slides."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
import vobject
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from csvw import CSVW
from pybtex.database import parse_string
from pyld import jsonld

from db.export.options import Profile, Rows
from db.filters import Filter, Word
from db.formats import Format
from db.store import Store
from tests.db.anno_context import load
from tests.db.exporting import attach_originals, exported, written_to
from tests.db.reading_csv import read_rows
from tests.db.small import COURIER, GAZETTE
from tests.db.test_export_rows import CHRONOLOGY

OA = "http://www.w3.org/ns/oa#"
AS = "http://www.w3.org/ns/activitystreams#"
ORIGINAL_WORDS = ("whose council turned the demand down in the week", "boats with lanterns patrol the narrows at night")
STATEMENTS = Filter().with_term(Word.KIND, ("statement",))


def lines(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.decode().splitlines()]


@pytest.mark.parametrize("rows", list(Rows))
@pytest.mark.parametrize("columns", [(), ("title", "id", "date")])
def test_a_csv_reader_of_the_web_finds_the_file_as_its_description_says(
    library: Store, tmp_path: Path, rows: Rows, columns: tuple[str, ...]
) -> None:
    file = tmp_path / "out.csv"
    written = written_to(library, Format.CSV, file, rows=rows, profile=Profile.DATA, columns=columns)
    found = CSVW(str(file), md_url=str(file.with_name("out.csv-metadata.json")))
    assert found.is_valid
    (table,) = found.tables
    read = list(table)
    assert len(read) == written.count
    assert not columns or list(read[0]) == list(columns)


def test_several_values_are_told_apart_by_a_csv_reader_of_the_web(library: Store, tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    written_to(library, Format.CSV, file, profile=Profile.DATA)
    (table,) = CSVW(str(file), md_url=f"{file}-metadata.json").tables
    call = next(row for row in table if row["id"] == "joint-call")
    assert call["speakers"] == ["upper-bank", "kiyi"]
    assert call["earliest"] == dt.datetime(2021, 3, 5)  # noqa: DTZ001 - this reader adds a time to days
    assert call["sources"] == 1


def test_json_lines_have_lists_numbers_and_nulls(library: Store) -> None:
    rows = {row["id"]: row for row in lines(exported(library, Format.JSONL))}
    assert list(rows) == CHRONOLOGY
    assert rows["joint-call"]["speakers"] == ["upper-bank", "kiyi"]
    assert rows["upper-demands-toll"]["sources"] == 2
    assert rows["old-grievance"]["date"] is None
    assert rows["old-grievance"]["stances"] == []


def test_json_lines_and_csv_hold_the_same(library: Store) -> None:
    cells = read_rows(exported(library, Format.CSV, rows=Rows.CITATION, profile=Profile.DATA))
    rows = lines(exported(library, Format.JSONL, rows=Rows.CITATION))
    assert [{name: "" if value is None else str(value) for name, value in row.items()} for row in rows] == cells


def test_a_value_with_the_signs_that_join_values_comes_back_whole(library: Store) -> None:
    with library.write() as connection:
        connection.exec_driver_sql(r"UPDATE article SET publisher = 'Ga;ze\tte; Ltd' WHERE slug LIKE 'gazette%'")
    row = next(row for row in lines(exported(library, Format.JSONL)) if row["id"] == "flood")
    assert row["publishers"] == [r"Ga;ze\tte; Ltd", "Courier"]


@pytest.mark.parametrize("form", [Format.CSV, Format.JSONL])
def test_columns_stand_in_the_order_chosen(library: Store, form: Format) -> None:
    data = exported(library, form, columns=("title", "id"), profile=Profile.DATA)
    first = data.decode().splitlines()[0]
    assert first.replace('"', "").split(":")[0].lstrip("{") == "title" or first == "title,id"
    with pytest.raises(KeyError):
        exported(library, form, columns=("id", "nothing"))


def test_json_lines_say_beside_the_file_what_it_holds(library: Store, tmp_path: Path) -> None:
    written_to(library, Format.JSONL, tmp_path / "out.jsonl", filter=STATEMENTS, selection=(4, 5, 0))
    told = json.loads((tmp_path / "out.jsonl-metadata.json").read_text(encoding="utf-8"))
    assert told["dataset"]["version"] == "1.0.0"
    assert told["filters"] == ["--kind", "statement"]
    assert (told["row-count"], told["entries-left-out"], told["selection"]) == (2, 6, True)
    assert [column["name"] for column in told["columns"]][:2] == ["id", "kind"]


def test_a_citation_processor_sets_the_sources(library: Store) -> None:
    source = CiteProcJSON(json.loads(exported(library, Format.CSL)))
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    for key in source:
        bibliography.register(Citation([CitationItem(key)]))
    gazette, courier = map(str, bibliography.bibliography())
    assert "A bridge over the river" in gazette
    assert "4 March" in gazette
    assert courier.startswith("Valley News (2021)")
    assert "https://courier.example/bridge" in courier


def test_only_the_sources_of_what_is_exported_are_listed(library: Store, tmp_path: Path) -> None:
    file = tmp_path / "sources.json"
    wanted = Filter().with_term(Word.ID, ("patrols", "bridge-talks"))
    written = written_to(library, Format.CSL, file, filter=wanted)
    items = json.loads(file.read_text(encoding="utf-8"))
    assert [item["id"] for item in items] == ["gazette-2021-03-04"]
    assert items[0]["issued"] == {"date-parts": [[2021, 3, 4]], "circa": True}
    told = json.loads(file.with_name("sources.json-metadata.json").read_text(encoding="utf-8"))
    assert (told["rows"], told["row-count"], told["entries-left-out"]) == ("sources", 1, 6)
    assert (written.count, written.left_out) == (1, 6)


@pytest.mark.parametrize(
    ("published", "issued"),
    [
        ("2021-03", {"date-parts": [[2021, 3]]}),
        ("2021", {"date-parts": [[2021]]}),
        ("2021-03-04/2021-03-06", {"date-parts": [[2021, 3, 4], [2021, 3, 6]]}),
        ("[..2021-03-04]", {"literal": "[..2021-03-04]"}),
    ],
)
def test_dates_of_publication_of_every_grain(library: Store, published: str, issued: dict[str, Any]) -> None:
    with library.write() as connection:
        connection.exec_driver_sql("UPDATE article SET published = ? WHERE number = 0", (published,))
    assert json.loads(exported(library, Format.CSL))[0]["issued"] == issued
    assert "gazette-2021-03-04" in parse_string(exported(library, Format.BIBTEX).decode(), "bibtex").entries


def test_bibtex_is_read_and_its_signs_are_no_commands(library: Store) -> None:
    headline = r"100 % of {tolls} & \fees_ #1 $2 ~ ^ ş"
    with library.write() as connection:
        connection.exec_driver_sql("UPDATE article SET headline = ? WHERE slug LIKE 'courier%'", (headline,))
    text = exported(library, Format.BIBTEX, filter=STATEMENTS).decode()
    found = parse_string(text, "bibtex").entries
    assert set(found) == {"gazette-2021-03-04", "courier-2021-03-05"}
    courier = found["courier-2021-03-05"].fields
    assert (courier["journal"], courier["year"], courier["month"], courier["day"]) == ("Courier", "2021", "3", "5")
    assert courier["title"] == (
        r"{100 \% of \{tolls\} \& \textbackslash{}fees\_ \#1 \$2 \textasciitilde{} \textasciicircum{} ş}"
    )
    assert courier["url"] == "https://courier.example/bridge"
    assert str(found["courier-2021-03-05"].persons["author"][0]) == "{Valley News}"
    assert "version 1.0.0" in text.split("@article", maxsplit=1)[0]
    assert "--kind statement" in text.split("@article", maxsplit=1)[0]


def annotations(data: bytes) -> list[dict[str, Any]]:
    """Return the annotations as a processor expands them."""
    (collection,) = jsonld.expand(json.loads(data), {"documentLoader": load})
    page = collection[f"{AS}first"][0]
    assert page["@type"] == [f"{AS}OrderedCollectionPage"]
    items: list[dict[str, Any]] = page[f"{AS}items"][0]["@list"]
    assert collection[f"{AS}totalItems"][0]["@value"] == len(items)
    return items


def selectors(annotation: dict[str, Any]) -> dict[str, dict[str, Any]]:
    (target,) = annotation[f"{OA}hasTarget"]
    return {each["@type"][0].removeprefix(OA): each for each in target.get(f"{OA}hasSelector", [])}


def quote(annotation: dict[str, Any]) -> str:
    return str(selectors(annotation)["TextQuoteSelector"][f"{OA}exact"][0]["@value"])


def test_a_processor_of_json_ld_finds_an_annotation_a_passage(library: Store) -> None:
    found = annotations(exported(library, Format.JSONLD))
    assert len(found) == len(lines(exported(library, Format.JSONL, rows=Rows.CITATION)))
    assert len({each["@id"] for each in found}) == len(found)
    for each in found:
        assert each["@type"] == [f"{OA}Annotation"]
        assert each[f"{OA}motivatedBy"] == [{"@id": f"{OA}identifying"}]
    first = found[0]
    assert first[f"{OA}hasBody"][0]["@id"] == "urn:x-demarche:bridge:flood"
    assert quote(first) == "the water broke the pier"


def test_annotations_hold_the_digests_words_unless_quotations_are_allowed(library: Store) -> None:
    attach_originals(library)
    plain = exported(library, Format.JSONLD)
    assert {quote(each) for each in annotations(plain)} & set(ORIGINAL_WORDS) == set()
    assert not any(words.encode() in plain for words in ORIGINAL_WORDS)
    assert b":original" not in plain
    quoted = annotations(exported(library, Format.JSONLD, quotations=True))
    texts = {"gazette-2021-03-04": GAZETTE, "courier-2021-03-05": COURIER}
    for each in quoted:
        source = each[f"{OA}hasTarget"][0][f"{OA}hasSource"][0]["@id"]
        *_, article, kind = source.split(":")
        assert kind == "original"
        position = selectors(each)["TextPositionSelector"]
        start, end = (position[f"{OA}{name}"][0]["@value"] for name in ("start", "end"))
        assert texts[article][start:end] == quote(each)
        words = selectors(each)["TextQuoteSelector"]
        around = [words.get(f"{OA}{name}", [{"@value": ""}])[0]["@value"] for name in ("prefix", "suffix")]
        assert around[0] + quote(each) + around[1] in texts[article]


def test_a_lost_passage_has_no_selector(library: Store) -> None:
    attach_originals(library)
    with library.write() as connection:
        connection.exec_driver_sql("UPDATE anchor SET state = 'lost', start = NULL, \"end\" = NULL")
    found = annotations(exported(library, Format.JSONLD, quotations=True))
    assert found
    assert not any(selectors(each) for each in found)


def test_the_collection_says_what_it_holds(library: Store) -> None:
    told = json.loads(exported(library, Format.JSONLD, filter=STATEMENTS))
    assert told["demarche:dataset-version"] == "1.0.0"
    assert told["demarche:filters"] == ["--kind", "statement"]
    assert (told["total"], told["demarche:entries-left-out"]) == (6, 4)
    assert "Filters: --kind statement." in told["dcterms:description"]


def calendar(data: bytes) -> Any:
    return vobject.readOne(data.decode())


def test_another_reader_of_calendars_finds_all_day_events_with_exclusive_ends(library: Store) -> None:
    found = {event.uid.value: event for event in calendar(exported(library, Format.ICALENDAR)).vevent_list}
    assert list(found) == [
        f"{identifier}@bridge.demarche" for identifier in CHRONOLOGY if identifier != "old-grievance"
    ]
    days = {key.split("@")[0]: (event.dtstart.value, event.dtend.value) for key, event in found.items()}
    assert days["bridge-talks"] == (dt.date(2021, 3, 2), dt.date(2021, 3, 3))
    assert days["sluice-closed"] == (dt.date(2021, 2, 1), dt.date(2021, 3, 1))
    assert days["lower-rejects-toll"] == (dt.date(2021, 3, 3), dt.date(2021, 3, 6))
    assert days["patrols"] == (dt.date(2021, 3, 1), dt.date(2021, 3, 2))
    assert days["upper-demands-toll"] == (dt.date(2021, 3, 4), dt.date(2021, 3, 5))


def test_what_is_uncertain_is_said_in_categories_and_words(library: Store) -> None:
    found = {
        event.uid.value.split("@")[0]: event for event in calendar(exported(library, Format.ICALENDAR)).vevent_list
    }
    assert found["lower-rejects-toll"].categories.value == ["statement", "REJECT", "some day"]
    assert "open end" in found["patrols"].categories.value
    assert "uncertain date" in found["joint-call"].categories.value
    assert "approximate date" in found["flood"].categories.value
    assert found["bridge-talks"].categories.value == ["event", "CONSULT"]
    assert found["patrols"].summary.value == "On 2021-03-01/..: Patrols in the narrows"
    assert found["lower-rejects-toll"].summary.value.startswith("On [2021-03-03..2021-03-05]: ")
    assert found["bridge-talks"].summary.value == "Talks about the bridge"
    tentative = {name for name, event in found.items() if hasattr(event, "status")}
    assert {found[name].status.value for name in tentative} == {"TENTATIVE"}
    assert tentative == {name for name, event in found.items() if len(event.categories.value) > 2}
    assert "bridge-talks" not in tentative
    assert "When: On [2021-03-03..2021-03-05]." in found["lower-rejects-toll"].description.value
    assert found["bridge-talks"].location.value == "Harbour"
    assert found["joint-call"].url.value == "https://courier.example/bridge"


def test_a_calendar_says_what_it_holds_and_that_undated_entries_are_left_out(library: Store, tmp_path: Path) -> None:
    written = written_to(library, Format.ICALENDAR, tmp_path / "out.ics", filter=STATEMENTS)
    assert (written.count, written.left_out, written.undated) == (3, 4, 1)
    found = calendar((tmp_path / "out.ics").read_bytes())
    told = {line.name: line.value for line in found.lines()}
    assert told["X-WR-CALNAME"] == "The bridge and its toll"
    assert "Left out because they have no date: 1 entry." in told["X-WR-CALDESC"]
    assert told["X-DEMARCHE-DATASET"] == "bridge 1.0.0"
    assert told["X-DEMARCHE-FILTERS"] == "--kind statement"
    assert told["X-DEMARCHE-UNDATED-LEFT-OUT"] == "1"


def test_signs_of_calendars_and_control_characters_are_only_text(library: Store) -> None:
    title = "a,b;c\\n\x07d\nBEGIN:VEVENT"
    with library.write() as connection:
        connection.exec_driver_sql("UPDATE entry SET title = ? WHERE id = 'flood'", (title,))
    data = exported(library, Format.ICALENDAR)
    flood = next(event for event in calendar(data).vevent_list if event.uid.value.startswith("flood@"))
    assert flood.summary.value == "On 2020~: a,b;c\\nd\nBEGIN:VEVENT"
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


def test_the_last_day_of_all_has_no_day_after_it(library: Store) -> None:
    with library.write() as connection:
        connection.exec_driver_sql(
            "UPDATE entry SET date = '9999-12-31', earliest = ?, latest = ? WHERE id = 'flood'",
            ((dt.date.max.toordinal() - 1) * 1440, dt.date.max.toordinal() * 1440),
        )
    flood = next(e for e in calendar(exported(library, Format.ICALENDAR)).vevent_list if e.uid.value[:5] == "flood")
    assert flood.dtstart.value == dt.date.max
    assert not hasattr(flood, "dtend")


def test_slides_have_numbers_for_days_and_text_that_is_no_markup(library: Store) -> None:
    with library.write() as connection:
        connection.exec_driver_sql("UPDATE entry SET title = '<b>Flood</b> & co' WHERE id = 'flood'")
    told = json.loads(exported(library, Format.TIMELINEJS))
    slides = {slide["unique_id"]: slide for slide in told["events"]}
    assert "old-grievance" not in slides
    assert "Left out because they have no date: 1 entry." in told["title"]["text"]["text"]
    assert slides["flood"]["text"]["headline"] == "&lt;b&gt;Flood&lt;/b&gt; &amp; co"
    assert slides["sluice-closed"]["start_date"] == {"year": 2021, "month": 2, "day": 1, "display_date": "On 2021-02"}
    assert slides["sluice-closed"]["end_date"] == {"year": 2021, "month": 2, "day": 28}
    assert "end_date" not in slides["patrols"]
    assert slides["patrols"]["text"]["headline"] == "On 2021-03-01/..: Patrols in the narrows"
    assert '<a href="https://courier.example/bridge">' in slides["joint-call"]["text"]["text"]


def test_an_address_that_is_no_web_page_is_no_link(library: Store) -> None:
    with library.write() as connection:
        connection.exec_driver_sql("UPDATE article SET url = 'javascript:alert(1)'")
    assert b"javascript" not in exported(library, Format.TIMELINEJS)


@pytest.mark.parametrize("form", [Format.TIMELINEJS, Format.ICALENDAR])
def test_words_of_originals_only_with_quotations(library: Store, form: Format) -> None:
    attach_originals(library)
    words = b"four coins from every cart"
    assert words not in exported(library, form)
    assert words in exported(library, form, quotations=True).replace(b"\r\n ", b"")
