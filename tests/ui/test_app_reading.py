"""From a mark to what it stands for, to the words in the article, and back; and from entry to entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from db.filters import Filter, Word
from db.vocabularies import TextKind
from tests.ui.desk import CONTROL

if TYPE_CHECKING:
    from tests.ui.desk import Desk

STATEMENT = "cavusoglu-un-process"


def test_a_click_on_a_mark_shows_title_date_with_reason_and_who_to_whom(desk: Desk) -> None:
    desk.click_mark("cavusoglu-us-protect-alliance")
    assert desk.selected() == ["cavusoglu-us-protect-alliance"]
    said = desk.detail()
    assert desk.title("cavusoglu-us-protect-alliance") in said
    assert "Thursday 11 June 2020" in said
    reason = said[said.index("Thursday 11 June 2020") + 1 :]
    assert any("on Thursday" in text and "11 June 2020" in text for text in reason)
    assert said.index("Who") < said.index("To whom")
    assert {"Mevlüt Çavuşoğlu", "Turkey", "United States"} <= set(said)
    assert "1 independent" in said
    assert desk.counts().split("  ·  ")[1] == "1 selected"


def test_a_click_on_a_mark_leads_to_its_passage_in_the_article(desk: Desk) -> None:
    desk.click_mark(STATEMENT)
    assert desk.passage_in_view(STATEMENT)
    article = desk.article().article
    assert article is not None
    assert article.published.startswith("2020-07-09")
    text = desk.article().text
    ground = desk.app.appearance.theme["passage"]
    desk.bot.waitUntil(lambda: text._flash.passage is None, timeout=3000)
    point = desk.passage_of(STATEMENT)
    painted = text.viewport().grab().toImage()
    assert painted.pixelColor(point.x() - 5, point.y() - 8) == ground


def test_a_click_on_a_passage_selects_its_mark(desk: Desk) -> None:
    desk.click_mark(STATEMENT)
    other = "cavusoglu-only-political-solution"
    desk.click(desk.article().text.viewport(), desk.passage_of(other))
    assert desk.selected() == [other]
    assert desk.title(other) in desk.detail()
    assert desk.table_selected() == [other]


def test_a_mark_hidden_from_view_is_brought_into_view_by_its_link(desk: Desk) -> None:
    desk.click_mark(STATEMENT)
    # Far away in time, so that the link has to move the timeline.
    desk.session.frame_requested.emit(-1.0 + float(desk.marks.place[0]), float(desk.marks.place[0]) + 50_000)
    desk.idle()
    title = desk.title("cavusoglu-london-visit-2020-07-08")
    desk.click(desk.link(title))
    assert desk.selected() == ["cavusoglu-london-visit-2020-07-08"]
    assert title in desk.detail()
    start, end = desk.session.span
    assert start <= desk.marks.place[desk.row("cavusoglu-london-visit-2020-07-08")] < end
    assert desk.stand.drawn(desk.row("cavusoglu-london-visit-2020-07-08"))


def test_a_double_click_opens_the_passage_even_if_another_article_was_open(desk: Desk) -> None:
    identifier = "pompeo-quick-negotiations-2020-06-10"
    desk.session.reveal_requested.emit(desk.row(identifier))
    desk.idle()
    desk.stand.double_click(desk.stand.at(desk.row(identifier)))
    desk.idle()
    assert desk.selected() == [identifier]
    assert desk.passage_in_view(identifier)


def test_show_in_article_leads_back_to_the_passage(desk: Desk) -> None:
    desk.click_mark("cavusoglu-us-protect-alliance")
    bar = desk.article().text.verticalScrollBar()
    bar.setValue(bar.maximum() if bar.value() < bar.maximum() // 2 else bar.minimum())
    assert not desk.passage_in_view("cavusoglu-us-protect-alliance")
    desk.click(desk.link("Show in article"))
    assert desk.passage_in_view("cavusoglu-us-protect-alliance")


def test_every_source_leads_to_its_own_article(desk: Desk) -> None:
    desk.click_mark("turkey-supports-gna")
    opened = set()
    links = desk.links(starting="Show")
    assert len(links) >= 4
    for link in links:
        desk.click(link)
        article = desk.article().article
        assert article is not None
        opened.add(article.slug)
        assert desk.passage_in_view("turkey-supports-gna")
    assert len(opened) == desk.marks.sources[desk.row("turkey-supports-gna")] == 4


def test_without_an_original_its_tab_says_how_to_attach_one_and_the_digest_comes_back(desk: Desk) -> None:
    panel = desk.article()
    desk.click(panel.header.tabs[TextKind.ORIGINAL])
    assert panel.hint.isVisible()
    assert "drop" in panel.hint.text()
    desk.click(panel.header.tabs[TextKind.DIGEST])
    assert panel.text.isVisible()
    assert not panel.hint.isVisible()


def test_a_passage_comes_up_even_where_the_tab_of_a_missing_original_is_open(desk: Desk) -> None:
    desk.click_mark(STATEMENT)
    panel = desk.article()
    desk.click(panel.header.tabs[TextKind.ORIGINAL])
    desk.click(desk.links(starting="Show")[0])
    assert desk.passage_in_view(STATEMENT)
    assert panel.header.tabs[TextKind.DIGEST].isChecked()


def test_the_chooser_opens_every_article(desk: Desk) -> None:
    library = desk.session.library
    assert library is not None
    seen = []
    for action in desk.article().header.menu().actions():
        action.trigger()
        desk.idle()
        seen.append(desk.article().article)
        assert desk.article().text.passages
        assert desk.article().text.verticalScrollBar().value() == 0
    assert seen == list(library.articles)


def test_a_person_filters_and_every_count_follows_at_once(desk: Desk) -> None:
    desk.click_mark("cavusoglu-us-protect-alliance")
    counted: list[tuple[int, str, str, int, str]] = []

    def look() -> None:
        index = desk.session.index
        assert index is not None
        counted.append(
            (
                len(desk.table_titles()),
                desk.chip_counts(),
                desk.counts().split("  ·  ")[0],
                len(index.shown),
                desk.window.overview.accessibleDescription(),
            )
        )

    desk.session.index_changed.connect(look)
    desk.click(desk.link("Mevlüt Çavuşoğlu"))
    desk.session.index_changed.disconnect(look)
    number = len(desk.shown())
    total = len(desk.marks)
    assert 10 < number < total
    assert counted == [
        (number, f"<b>{number}</b> of {total} shown", f"{number} of {total} shown", number, f"{number} entries")
    ]
    assert desk.chips() == ["Actor Mevlüt Çavuşoğlu"]
    assert "trump-erdogan-call-2020-06-08" not in desk.shown()
    assert "cavusoglu-un-process" in desk.shown()
    assert desk.selected() == ["cavusoglu-us-protect-alliance"]


def test_clear_brings_everything_back_and_keeps_the_selection(desk: Desk) -> None:
    desk.click_mark("cavusoglu-us-protect-alliance")
    desk.click(desk.link("Mevlüt Çavuşoğlu"))
    assert len(desk.shown()) < len(desk.marks)
    desk.click(desk.link("Clear"))
    assert len(desk.shown()) == len(desk.marks)
    assert desk.chips() == []
    assert desk.selected() == ["cavusoglu-us-protect-alliance"]


def test_what_the_filter_hides_leaves_the_selection_and_the_detail(desk: Desk) -> None:
    desk.click_mark("cavusoglu-us-protect-alliance")
    box = desk.filters().sections[Word.KIND].rows["statement"]
    desk.click(box)
    assert "cavusoglu-us-protect-alliance" not in desk.shown()
    assert desk.selected() == []
    assert desk.table_selected() == []
    assert any(text.startswith("Choose an entry") for text in desk.detail())
    assert "selected" not in desk.counts()


def test_a_filter_keeps_what_it_shows_of_a_selection(desk: Desk) -> None:
    desk.click_line("trump-erdogan-call-2020-06-08")
    desk.click_line("cavusoglu-us-protect-alliance", CONTROL)
    assert len(desk.selected()) == 2
    desk.click(desk.filters().sections[Word.KIND].rows["statement"])
    assert desk.selected() == ["trump-erdogan-call-2020-06-08"]


@pytest.mark.parametrize("identifier", ["berlin-conference", "cavusoglu-no-role-for-haftar", "haftar-defection"])
def test_every_link_to_a_related_entry_leads_there(desk: Desk, identifier: str) -> None:
    desk.click_line(identifier)
    entry = desk.session.entry
    assert entry is not None
    for related in entry.related:
        desk.click_line(identifier)
        link = next(text for text in desk.detail() if text == related.head.title)
        desk.click(desk.link(link))
        assert desk.selected() == [related.head.id]


def test_related_entries_are_reached_by_keys(desk: Desk) -> None:
    desk.click_mark(STATEMENT)
    desk.window.timeline.setFocus()
    desk.key(Qt.Key.Key_BracketLeft)
    assert desk.selected() == ["cavusoglu-london-visit-2020-07-08"]
    assert desk.title("cavusoglu-london-visit-2020-07-08") in desk.detail()
    desk.key(Qt.Key.Key_BracketRight)
    assert desk.row(desk.selected()[0]) > desk.row("cavusoglu-london-visit-2020-07-08")


def test_a_filter_and_a_grouping_wished_for_at_once_are_both_granted(desk: Desk) -> None:
    for first in ("filter", "grouping"):
        wishes = {
            "filter": lambda: desk.session.filter_requested.emit(Filter().with_term(Word.KIND, ("event",))),
            "grouping": lambda: desk.session.grouping_requested.emit("article"),
        }
        for wish in sorted(wishes, key=lambda name: name != first):
            wishes[wish]()
        desk.idle()
        assert desk.session.grouping == "article"
        assert desk.session.filter.term(Word.KIND) == ("event",)
        assert desk.session.index is not None
        assert desk.session.index.grouping.keys == desk.marks.groupings["article"].keys
        desk.session.filter_requested.emit(Filter())
        desk.session.grouping_requested.emit("side")
        desk.idle()
        assert (desk.session.filter, desk.session.grouping) == (Filter(), "side")
