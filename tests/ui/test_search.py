"""Searching as one types, with real keys in the real field of the whole window."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.filters import Filter, Term, Word
from db.matching import FoundEntry, FoundText
from db.vocabularies import TextKind
from db.wishes import NoteWriting, Tagging
from desktop.views.search.listing import EDGE
from desktop.views.status import HiddenOffer
from desktop.views.timeline.frame import places
from desktop.views.timeline.style import AXIS
from desktop.widgets.mark import SIZE
from tests.ui.desk import CONTROL, SHIFT

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from desktop.views.search import SearchField
    from desktop.views.search.results import SearchResults
    from tests.ui.desk import Desk

KALIN = "actor:kalin"


def field(desk: Desk) -> SearchField:
    return desk.window.search


def results(desk: Desk) -> SearchResults:
    return desk.window.search.results


def type_in(desk: Desk, text: str) -> None:
    """Go to the search by its key and type; wait until everything has been found."""
    desk.window.timeline.setFocus()
    QTest.keyClick(desk.window.timeline, Qt.Key.Key_Slash)
    assert field(desk).hasFocus()
    QTest.keyClicks(field(desk), text)
    searched(desk)


def searched(desk: Desk) -> None:
    session = desk.session
    desk.bot.waitUntil(lambda: session.hits.typed == session.searched, timeout=20_000)
    desk.bot.waitUntil(lambda: session.found is not None and session.found.ranked, timeout=20_000)
    desk.idle()


def press(desk: Desk, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or desk.window, key, keys)
    desk.idle()


def titles(desk: Desk) -> list[str]:
    return [entry.title.text for entry in results(desk).entries.entries if isinstance(entry, FoundEntry)]


def found_rows(desk: Desk) -> list[int]:
    return [entry.row for entry in results(desk).entries.entries if isinstance(entry, FoundEntry)]


def hit_ids(desk: Desk) -> list[str]:
    return [str(desk.marks.ids[int(row)]) for row in desk.session.hits.rows]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("cavusoglu", "Çavuşoğlu"),
        ("kalin", "Kalın"),
        ("qaddafi", "Gaddafi"),
        ("kadhafi", "Gaddafi"),
        ("serraj", "Sarraj"),
        ("hifter", "Haftar"),
        ("kaddafi", "Gaddafi"),
        ("gadhafi", "Gaddafi"),
    ],
)
def test_names_are_found_however_they_are_written(desk: Desk, typed: str, printed: str) -> None:
    type_in(desk, typed)
    assert results(desk).isVisible()
    assert any(printed in title for title in titles(desk))
    assert len(desk.session.hits) >= len(titles(desk)) > 0


@pytest.mark.parametrize(("typed", "printed"), [("хафтар", "Haftar"), ("القذافي", "Gaddafi"), ("اردوغان", "Erdoğan")])
def test_names_are_found_in_other_letters(desk: Desk, typed: str, printed: str) -> None:
    press(desk, Qt.Key.Key_F, CONTROL)
    QApplication.clipboard().setText(typed)
    press(desk, Qt.Key.Key_V, CONTROL)
    searched(desk)
    assert any(printed in title for title in titles(desk))


def test_every_spelling_finds_the_same_in_texts_too(desk: Desk) -> None:
    found = []
    for typed in ("gaddafi", "qaddafi", "Kadhafi ", "gadhafi"):
        field(desk).clear()
        type_in(desk, typed)
        found.append(hit_ids(desk))
        for entry in results(desk).entries.entries:
            assert entry.title.spans or entry.passage.spans
    assert len(found[0]) > 2
    assert found == [found[0]] * len(found)
    field(desk).clear()
    type_in(desk, '"qaddafi"')
    assert 0 < len(hit_ids(desk)) <= len(found[0])


def test_either_of_two_words_is_found(desk: Desk) -> None:
    found: dict[str, set[str]] = {}
    for typed in ("truce ", "drone ", "truce|drone "):
        field(desk).clear()
        type_in(desk, typed)
        found[typed] = set(hit_ids(desk))
    assert found["truce|drone "] == found["truce "] | found["drone "]


def test_the_list_comes_while_one_types_and_says_how_many(desk: Desk) -> None:
    type_in(desk, "kal")
    few = len(desk.session.hits)
    assert results(desk).isVisible()
    assert results(desk).summary.text() == f"{few} hits"
    QTest.keyClicks(field(desk), "xyz")
    searched(desk)
    assert titles(desk) == []
    assert results(desk).summary.text() == "Nothing found"
    assert not results(desk).view.isVisible()


def test_a_line_shows_the_words_by_which_it_was_found(desk: Desk) -> None:
    type_in(desk, '"qaddafi"')
    for entry in results(desk).entries.entries:
        assert [entry.passage.text[start:end] for start, end in entry.passage.spans] == ["Qaddafi"]
    find = desk.app.appearance.theme["find"]
    assert has_colour(results(desk).grab().toImage(), find.name())


def has_colour(picture: QImage, name: str) -> bool:
    return any(
        picture.pixelColor(x, y).name() == name for y in range(0, picture.height(), 2) for x in range(picture.width())
    )


def test_control_f_and_the_slash_lead_to_the_field_and_the_slash_can_be_typed(desk: Desk) -> None:
    desk.window.timeline.setFocus()
    press(desk, Qt.Key.Key_F, CONTROL)
    assert field(desk).hasFocus()
    QTest.keyClicks(field(desk), "a/b")
    assert field(desk).text() == "a/b"


def test_arrows_and_enter_choose_an_entry(desk: Desk) -> None:
    type_in(desk, "kalin")
    first, second = found_rows(desk)[:2]
    press(desk, Qt.Key.Key_Down)
    press(desk, Qt.Key.Key_Down)
    assert results(desk).current_row() == second
    press(desk, Qt.Key.Key_Up)
    press(desk, Qt.Key.Key_Return)
    assert list(desk.session.selection.rows) == [first]
    assert not results(desk).isVisible()
    assert field(desk).text() == "kalin"
    assert desk.title(desk.selected()[0]) in desk.detail()


def test_enter_alone_takes_the_first_even_if_it_is_faster_than_the_list(desk: Desk) -> None:
    desk.window.timeline.setFocus()
    QTest.keyClick(desk.window.timeline, Qt.Key.Key_Slash)
    QTest.keyClicks(field(desk), "kalin")
    QTest.keyClick(field(desk), Qt.Key.Key_Return)
    searched(desk)
    assert len(desk.selected()) == 1
    assert desk.session.selection.current in desk.session.hits


def test_a_click_on_a_line_chooses_it(desk: Desk) -> None:
    type_in(desk, "kalin")
    view = results(desk).view
    row = found_rows(desk)[1]
    desk.click(view.viewport(), view.visualRect(results(desk).entries.index(1)).center())
    assert list(desk.session.selection.rows) == [row]


def test_escape_closes_the_list_then_the_search_then_the_selection_then_leaves(desk: Desk) -> None:
    type_in(desk, "kalin")
    press(desk, Qt.Key.Key_Return)
    press(desk, Qt.Key.Key_Down)
    assert results(desk).isVisible()
    press(desk, Qt.Key.Key_Escape)
    assert not results(desk).isVisible()
    assert field(desk).text() == "kalin"
    press(desk, Qt.Key.Key_Escape)
    assert field(desk).text() == ""
    assert len(desk.session.hits) == 0
    assert len(desk.selected()) == 1
    press(desk, Qt.Key.Key_Escape)
    assert desk.selected() == []
    assert field(desk).hasFocus()
    press(desk, Qt.Key.Key_Escape)
    assert desk.window.timeline.hasFocus()


@pytest.mark.parametrize("place", ["timeline", "table"])
def test_escape_elsewhere_clears_the_search_before_the_selection(desk: Desk, place: str) -> None:
    type_in(desk, "kalin")
    press(desk, Qt.Key.Key_Return)
    (desk.window.timeline if place == "timeline" else desk.window.chronology.table).setFocus()
    press(desk, Qt.Key.Key_Escape)
    assert field(desk).text() == ""
    assert len(desk.selected()) == 1
    press(desk, Qt.Key.Key_Escape)
    assert desk.selected() == []


def test_f3_goes_through_all_hits_in_time_order_and_round(desk: Desk) -> None:
    type_in(desk, "kalin")
    expected = hit_ids(desk)
    assert len(expected) > 2
    desk.session.select([int(desk.session.hits.rows[0])])
    seen = [desk.selected()[0]]
    for _ in expected[1:]:
        press(desk, Qt.Key.Key_F3)
        seen += desk.selected()
    assert seen == expected
    assert desk.sentence() == f"Hit {len(expected)} of {len(expected)}"
    press(desk, Qt.Key.Key_F3)
    assert desk.selected() == expected[:1]
    assert desk.sentence() == f"Hit 1 of {len(expected)}, from the beginning again"
    press(desk, Qt.Key.Key_F3, SHIFT)
    assert desk.selected() == expected[-1:]
    places = [int(desk.marks.earliest[desk.row(each)]) for each in expected]
    assert places == sorted(places)


def test_f3_is_in_time_even_before_typing_has_paused(desk: Desk) -> None:
    desk.window.timeline.setFocus()
    QTest.keyClick(desk.window.timeline, Qt.Key.Key_Slash)
    QTest.keyClicks(field(desk), "kalin")
    QTest.keyClick(field(desk), Qt.Key.Key_F3)
    searched(desk)
    assert len(desk.selected()) == 1
    assert desk.session.selection.current in desk.session.hits


def test_f3_without_a_search_leads_to_the_field(desk: Desk) -> None:
    desk.window.timeline.setFocus()
    press(desk, Qt.Key.Key_F3)
    assert field(desk).hasFocus()
    QTest.keyClicks(field(desk), "xyzzy")
    searched(desk)
    press(desk, Qt.Key.Key_F3)
    assert desk.sentence() == "Nothing was found."


def test_filters_stay_and_a_hit_outside_says_so_and_is_shown_on_demand(desk: Desk) -> None:
    both = Filter((Term(Word.KIND, ("event",)), Term(Word.ACTOR, ("recep-tayyip-erdogan",))))
    desk.session.filter_requested.emit(both)
    desk.idle()
    type_in(desk, "kalin")
    outside = [row for row in desk.session.hits.rows if not desk.session.shown.mask[row]]
    assert outside
    assert results(desk).summary.text().endswith(f", {len(outside)} outside the filter")
    assert desk.session.filter == both
    offer = desk.window.findChildren(HiddenOffer)[0]
    assert not offer.isVisible()
    for _ in range(len(desk.session.hits)):
        press(desk, Qt.Key.Key_F3)
        if desk.session.hides(desk.session.selection.current):
            break
    met = desk.session.selection.current
    assert met in outside
    assert offer.isVisible()
    desk.click(offer.link)
    assert desk.session.shown.mask[met]
    assert desk.session.filter != both
    assert desk.session.selection.current == met
    assert not offer.isVisible()


def test_the_menu_shows_what_the_filter_hides_too(desk: Desk) -> None:
    desk.session.select([0])
    desk.idle()
    desk.run("unhide")
    assert desk.sentence() == "The filter does not hide the selected entry."
    desk.session.filter_requested.emit(Filter((Term(Word.KIND, ("event",)),)))
    desk.idle()
    type_in(desk, "kalin type:reject")
    press(desk, Qt.Key.Key_F3)
    assert desk.session.hides(desk.session.selection.current)
    desk.run("unhide")
    assert desk.session.filter == Filter()


@pytest.mark.parametrize(
    ("typed", "summary"),
    [
        ("actor:zzz", "No actor is called “zzz”"),
        ("after:soon", "“soon” is no date, or leaves no day after it"),
        (
            "after:2020-07 before:2020-06",
            "It ends before it begins: no day is after “2020-07” and before “2020-06”",
        ),
        ("label:grey", "No label is called “grey”"),
        ("starred:perhaps", "“starred:” takes yes or no, not “perhaps”"),
        ("noted:perhaps", "“noted:” takes yes or no, not “perhaps”"),
        ("tag:mine talks", "No tag of yours is called “mine”"),
        ("side:mars talks", "No side is called “mars”"),
    ],
)
def test_a_term_that_nothing_fits_is_told(desk: Desk, typed: str, summary: str) -> None:
    type_in(desk, typed)
    assert results(desk).summary.text() == summary
    assert hit_ids(desk) == []


def test_terms_narrow_what_is_found(desk: Desk) -> None:
    type_in(desk, "actor:kalin")
    everything = set(hit_ids(desk))
    field(desk).clear()
    type_in(desk, 'actor:kalin after:"june 2020"')
    later = set(hit_ids(desk))
    field(desk).clear()
    type_in(desk, "before:july 2020 actor:kalin")
    earlier = set(hit_ids(desk))
    assert later | earlier <= everything
    assert earlier


@pytest.mark.parametrize(
    "text",
    ['"', "'", "NEAR(a b", "a AND", "* OR ^", "title:x -y", "(((", "\\", "%_", "🙂", "a\tb\nc", "İıŞ", "\u202eabc"],
)
def test_signs_of_any_kind_are_only_text(desk: Desk, text: str) -> None:
    QApplication.clipboard().setText(text)
    press(desk, Qt.Key.Key_F, CONTROL)
    field(desk).paste()
    desk.bot.waitUntil(lambda: desk.session.hits.typed == desk.session.searched, timeout=20_000)
    desk.idle()
    QApplication.clipboard().clear()


def test_a_hundred_thousand_letters_can_be_pasted(desk: Desk) -> None:
    QApplication.clipboard().setText("kalin " * 16_667)
    press(desk, Qt.Key.Key_F, CONTROL)
    field(desk).paste()
    searched(desk)
    assert len(field(desk).text()) > 100_000
    assert any("Kalın" in title for title in titles(desk))
    QApplication.clipboard().clear()


def test_hits_stand_on_the_ground_of_hits_in_the_chronology(desk: Desk) -> None:
    type_in(desk, "kalin")
    table, find = desk.window.chronology.table, desk.app.appearance.theme["find"]
    point = desk.line(hit_ids(desk)[0])
    picture = table.viewport().grab().toImage()
    row_of_pixels = {picture.pixelColor(x, point.y()).name() for x in range(point.x() - 180, point.x() + 100)}
    assert find.name() in row_of_pixels
    press(desk, Qt.Key.Key_Escape)
    press(desk, Qt.Key.Key_Escape)
    assert not has_colour(table.viewport().grab().toImage(), find.name())


def grounds_of(desk: Desk, identifier: str) -> set[str]:
    """Return the colours around the drawing of an entry on the canvas."""
    stand = desk.stand
    display = stand.timeline.stage.canvas.display
    assert display is not None
    _, _, ground = next(iter(places(display, {desk.row(identifier)})))
    box = ground.translated(stand.timeline.stage.canvas.plot_x, AXIS).toAlignedRect()
    picture = stand.timeline.grab().toImage()
    return {
        picture.pixelColor(x, y).name()
        for x in range(box.left(), box.right())
        for y in range(box.top(), box.bottom())
        if picture.rect().contains(x, y)
    }


CALL = "trump-erdogan-call-2020-06-08"


def test_labels_of_hits_stand_on_the_ground_of_hits_and_misses_stay_as_they_are(desk: Desk) -> None:
    find, other = desk.app.appearance.theme["find"].name(), "cavusoglu-us-protect-alliance"
    desk.session.reveal_requested.emit(desk.row(CALL))
    desk.idle()
    before = grounds_of(desk, other)
    assert find not in grounds_of(desk, CALL)
    type_in(desk, '"trump-erdogan call"')
    assert CALL in hit_ids(desk)
    assert other not in hit_ids(desk)
    assert find in grounds_of(desk, CALL)
    assert grounds_of(desk, other) == before
    desk.session.select([desk.row(CALL)])
    desk.idle()
    assert find not in grounds_of(desk, CALL), "a selection is ink"


def test_cards_of_hits_stand_on_the_ground_of_hits(desk: Desk) -> None:
    type_in(desk, '"trump-erdogan call"')
    minute = float(desk.marks.place[desk.row(CALL)])
    desk.session.frame_requested.emit(minute - 1440, minute + 3 * 1440)
    desk.idle()
    display = desk.stand.timeline.stage.canvas.display
    assert display is not None
    assert desk.row(CALL) in [card.row for card in display.cards]
    find = desk.app.appearance.theme["find"].name()
    # Levels of detail fade into each other.
    desk.bot.waitUntil(lambda: find in grounds_of(desk, CALL), timeout=5000)


def test_a_cluster_that_holds_hits_has_its_count_on_the_ground_of_hits(desk: Desk) -> None:
    type_in(desk, "kalin")
    display = desk.stand.timeline.stage.canvas.display
    assert display is not None
    holding = [
        cluster for cluster in display.clusters if set(cluster.rows.tolist()) & set(desk.session.hits.rows.tolist())
    ]
    assert holding
    find = desk.app.appearance.theme["find"]
    assert has_colour(desk.stand.timeline.grab().toImage(), find.name())
    field(desk).clear()
    desk.idle()
    assert not has_colour(desk.stand.timeline.grab().toImage(), find.name())


def test_the_overview_has_a_tick_where_something_shown_was_found(desk: Desk) -> None:
    overview, find = desk.window.overview, desk.app.appearance.theme["find"].name()
    assert not has_colour(overview.grab().toImage(), find)
    type_in(desk, "qaddafi")
    assert has_colour(overview.grab().toImage(), find)
    desk.session.filter_requested.emit(Filter((Term(Word.ACTOR, ("dominic-raab",)),)))
    desk.idle()
    assert len(desk.session.hits) > 0
    assert not has_colour(overview.grab().toImage(), find), "what the filter hides has no tick"


def test_the_article_lights_the_words_and_not_the_terms(desk: Desk) -> None:
    desk.click_mark(CALL)
    text = desk.article().text
    type_in(desk, "erdogan actor:trump")
    lit = {selection.cursor.selectedText() for selection in text.extraSelections()}
    assert lit == {"Erdoğan"}
    assert has_colour(text.viewport().grab().toImage(), desk.app.appearance.theme["find"].name())
    desk.app.appearance.force("dark")
    desk.idle()
    assert {selection.cursor.selectedText() for selection in text.extraSelections()} == lit
    field(desk).clear()
    assert text.extraSelections() == []


def test_the_field_is_as_wide_as_designed(desk: Desk) -> None:
    assert field(desk).size().toTuple() == (392, 28)
    assert field(desk).mapTo(desk.window, QPoint(0, 0)).x() == 12
    desk.window.resize(1280, 800)
    desk.idle()
    assert field(desk).width() == 240


def test_words_beside_every_passage_lead_to_the_article(desk: Desk) -> None:
    words = beside_passages(desk)
    desk.window.panels.docks["article"].hide()
    type_in(desk, words)
    desk.idle()
    view = results(desk).view
    said = [view.model().index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(view.model().rowCount())]
    assert "in the digest" in said[-1]
    while view.currentIndex().row() < len(said) - 1:
        QTest.keyClick(desk.window.search, Qt.Key.Key_Down)
    QTest.keyClick(desk.window.search, Qt.Key.Key_Return)
    desk.idle()
    assert desk.article().isVisible()
    reader = desk.session.reader
    assert reader is not None
    assert words.strip('"').casefold() in reader.text.casefold()


def beside_passages(desk: Desk) -> str:
    """Return two neighbouring words of a digest that stand in one article only, outside of all its passages."""
    assert desk.app._access is not None
    library = desk.session.library
    assert library is not None
    texts = [desk.app._access.reader(article.slug, TextKind.DIGEST) for article in library.articles]
    for text in texts:
        assert text is not None
        for before, after in pairwise(text.passages):
            between = text.text[before.end : after.start]
            plain = [word.strip(".,;:") for word in between.split() if word.strip(".,;:").isalpha()]
            for pair in pairwise(plain):
                phrase = f'"{" ".join(pair)}"'
                hits = [each for each in texts if each is not None and " ".join(pair) in each.text]
                if len(hits) == 1 and len(pair[0]) > 4 and len(desk.app._access.hits(phrase).rows) == 0:
                    return phrase
    raise AssertionError("every pair of words stands in a passage")


def test_a_line_says_that_its_words_are_in_the_users_own_note_or_tags(desk: Desk) -> None:
    noted, tagged = (np.array([desk.row(each)], np.int32) for each in ("turkey-arms-gna", "haftar-defection"))
    title = desk.title("turkey-arms-gna")
    desk.session.writing_requested.emit(NoteWriting("turkey-arms-gna", title, "Ask the zookeeper", int(noted[0])))
    desk.session.writing_requested.emit(Tagging(tagged, ("zoological",)))
    desk.idle()
    type_in(desk, "zoo")
    lines = results(desk).entries
    notes = {titled(desk, row): lines.note(entry) for row, entry in enumerate(lines.entries)}
    assert notes == {title: "in your note", desk.title("haftar-defection"): "in your tags"}
    said = [str(lines.index(row).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(2)]
    assert sorted("in your note" in each for each in said) == [False, True]
    type_in(desk, "haftar")
    assert not any(lines.note(entry) for entry in lines.entries)


def titled(desk: Desk, row: int) -> str:
    return str(results(desk).entries.index(row).data())


def test_a_line_of_an_article_has_a_sign_of_its_own(desk: Desk) -> None:
    """Where an entry has its mark, an article has a page; it differs by its shape, not by a colour."""
    type_in(desk, "haftar")
    lines = results(desk).entries
    at = next(row for row, entry in enumerate(lines.entries) if isinstance(entry, FoundText))
    assert "article, " in str(lines.index(at).data(Qt.ItemDataRole.AccessibleTextRole))
    results(desk).view.scrollToBottom()
    desk.idle()
    box = results(desk).view.visualRect(lines.index(at))
    sign = QRect(box.left() + EDGE, box.top(), SIZE, box.height())
    assert has_colour(results(desk).view.grab(sign).toImage(), desk.app.appearance.theme["ink-2"].name())
