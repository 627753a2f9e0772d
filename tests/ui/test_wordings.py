"""The wordings of several sources beside each other, and who the independent sources are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from db.records import Origin
from desktop.views.detail.differences import NONE, differing_words
from desktop.views.detail.wordings import Wordings
from desktop.widgets.link import Link
from desktop.widgets.prose import Prose
from desktop.wording import origin_lines
from tests.ui.desk import CONTROL, SHIFT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ui.desk import Desk

ROLE = "cavusoglu-ntv-us-role"
OFFENSIVE = "haftar-tripoli-offensive-2019-04"


def dialog(desk: Desk) -> Wordings:
    found = [each for each in desk.window.findChildren(Wordings) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def texts(shown: Wordings) -> list[str]:
    labels = [label.text() for label in shown.findChildren(QLabel)]
    return [prose.text() for prose in shown.findChildren(Prose) if not prose.isHidden()] + labels


def dotted(shown: Wordings) -> dict[str, list[str]]:
    """Return the dotted words of every passage, by the passage."""
    found = {}
    for prose in shown.findChildren(Prose):
        if prose._rule is not None:
            words = prose.text()
            found[words] = [words[start:end] for start, end in prose._dotted]
    return found


def test_the_heading_of_the_sources_opens_them_beside_each_other(desk: Desk) -> None:
    desk.click_line(ROLE)
    desk.click(desk.link("beside each other"))
    shown = dialog(desk)
    said = "\n".join(texts(shown))
    for words in (
        "2 independent sources",
        "Middle East Eye",
        "Bloomberg",
        "11 June 2020, inferred",
        "Our digest's words",
        "Differs: Speaks of the United States alone",
        "Differs: Names NATO beside the United States",
    ):
        assert words in said, words
    quoted = [prose for prose in shown.findChildren(Prose) if prose._rule is not None]
    columns = {prose.mapTo(shown, prose.rect().topLeft()).x() for prose in quoted}
    assert len(columns) == 2
    shown.close()


def test_the_command_and_esc_work_too_and_one_source_says_so(desk: Desk) -> None:
    desk.click_line(ROLE)
    QTest.keyClick(desk.window, Qt.Key.Key_W, CONTROL | SHIFT)
    shown = dialog(desk)
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert not [each for each in desk.window.findChildren(Wordings) if each.isVisible()]
    desk.click_line("kalin-haftar-unreliable")
    desk.run("wordings")
    assert desk.sentence() == "One article alone tells of the selected entry."


def test_every_source_can_be_the_one_that_the_others_are_compared_with(desk: Desk) -> None:
    desk.click_line(OFFENSIVE)
    desk.run("wordings")
    shown = dialog(desk)
    compared = "The others are compared with this one"
    (first,) = [each for each in shown.findChildren(Prose) if compared in each.text()]
    assert len(dotted(shown)) == 5
    at = first.mapTo(shown, first.rect().center()).x()
    links = [link for link in shown.findChildren(Link) if link.text() == "Compare the others with this"]
    assert len(links) == 4
    links[-1].click()
    desk.idle()
    assert shown.base == 4
    (last,) = [each for each in shown.findChildren(Prose) if compared in each.text()]
    assert last.mapTo(shown, last.rect().center()).x() > at
    assert len([each for each in texts(shown) if "Too unlike source 5" in each]) >= 1
    shown.close()


def test_a_column_leads_to_its_passage(desk: Desk) -> None:
    desk.click_line(ROLE)
    desk.run("wordings")
    shown = dialog(desk)
    links = [link for link in shown.findChildren(Link) if link.text() == "Show in article"]
    desk.click(links[0])
    first = desk.article().article
    desk.click(links[1])
    second = desk.article().article
    assert first is not None
    assert second is not None
    assert {first.publisher, second.publisher} == {"Middle East Eye", "Bloomberg"}
    assert desk.passage_in_view(ROLE)
    shown.close()


def test_in_the_originals_the_words_that_differ_are_marked(
    desks: Callable[..., Desk], tmp_path: Path, articles: Path
) -> None:
    desk = desks(tmp_path, originals=articles)
    desk.click_line(ROLE)
    desk.run("wordings")
    marked = [word for words in dotted(dialog(desk)).values() for word in words]
    assert "NATO" in marked
    assert "stability" in marked
    assert not {"role", "active"} & set(marked)
    assert any("The publisher's words, exact" in text for text in texts(dialog(desk)))
    dialog(desk).close()


def test_passages_in_another_order_are_compared_by_their_words() -> None:
    left = "Eastmark should do more for the truce, said the envoy of Northland."
    right = "What the envoy wants, for Northland's crown: that Eastmark and Seaboard help the truce along."
    found = differing_words(left, right)
    assert found.places == 0
    assert [left[slice(*each)] for each in found.left] == ["should", "more", "said"]
    marked = [right[slice(*each)] for each in found.right]
    assert "Seaboard help" in marked
    assert not {"envoy", "Eastmark", "truce", "Northland's"} & set(marked)


def test_passages_with_nothing_in_common_are_not_marked() -> None:
    assert differing_words("The bridge fell.", "Bread became dear in every town of the coast.") == NONE


def test_an_abbreviation_and_a_capital_make_no_difference() -> None:
    found = differing_words("The U.N. and Nato met today.", "The UN and NATO met yesterday.")
    assert len(found.left) == len(found.right) == 1


def test_the_tooltip_of_a_mark_names_the_independent_sources(desk: Desk) -> None:
    row = desk.row("russia-backs-haftar")
    desk.session.reveal_requested.emit(row)
    desk.idle()
    tips = desk.window.timeline.stage.overlays.tooltips
    QTest.mouseMove(desk.window.timeline, desk.stand.at(row))
    desk.bot.waitUntil(lambda: bool(tips.text), timeout=5000)
    desk.idle()
    said = tips.text.splitlines()
    assert said[-3:] == [
        "2 independent sources; one agency's copy counts once",
        "Bloomberg",
        "Agence France-Presse, in Hürriyet Daily News",
    ]


def test_the_number_of_sources_in_the_detail_names_them_too(desk: Desk) -> None:
    desk.click_line("russia-backs-haftar")
    number = next(label for label in desk._page().findChildren(QLabel) if label.text() == "2 independent")
    assert "Agence France-Presse, in Hürriyet Daily News" in number.toolTip()


def test_an_agencys_copy_in_two_outlets_is_one_source() -> None:
    assert origin_lines((Origin("Wire Service", ("First Paper", "Second Paper")),)) == (
        "1 source; one agency's copy counts once",
        "Wire Service, in First Paper, Second Paper",
    )
    assert origin_lines((Origin("First Paper", ("First Paper",)),)) == ("1 source", "First Paper")


def test_entries_that_contradict_each_other_are_told_of_once(desk: Desk) -> None:
    desk.click_line("russia-truce-before-talks")
    said = desk.detail()
    assert said.count("Contradicts") == 1
    assert "Disputed by" not in said
    assert said.count(desk.title("turkey-truce-provisions")) == 1
