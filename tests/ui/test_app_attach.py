"""Attaching originals by dropping them on the window, and what the window tells of them from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from db.filters import Word
from db.vocabularies import AnchorState, TextKind
from desktop.views.detail.sources import StateSign
from desktop.widgets.link import Link
from tests.db.hostile import DEEP
from tests.db.pages import news_page
from tests.db.prints import in_one_column
from tests.db.small import COURIER, GAZETTE, write_dataset, write_originals
from tests.ui.desk import answering

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ui.desk import Desk

DEMAND = "upper-demands-toll"


@pytest.fixture
def bridge(desks: Callable[..., Desk], tmp_path: Path) -> Desk:
    """Return the window, open on the small made-up dataset."""
    return desks(dataset=write_dataset(tmp_path / "dataset"))


@pytest.fixture
def originals(tmp_path: Path) -> Path:
    return write_originals(tmp_path / "originals")


def states(desk: Desk) -> list[str]:
    """Return the anchors' states that the detail panel tells, from top to bottom."""
    return [sign.accessibleName().removeprefix("Anchor: ") for sign in desk.window.findChildren(StateSign)]


def test_before_anything_is_attached_no_anchor_is_spoken_of(bridge: Desk) -> None:
    bridge.click_line(DEMAND)
    assert states(bridge) == []
    assert not bridge.status().anchors.isVisible()


def test_dropped_files_are_attached_and_every_anchor_is_exact(bridge: Desk, originals: Path) -> None:
    bridge.click_line(DEMAND)
    assert bridge.drop(sorted(originals.iterdir()))
    assert bridge.sentence().startswith("2 of 2 files are originals of known articles: ")
    assert bridge.sentence().endswith(" exact")
    assert bridge.selected() == [DEMAND]
    assert states(bridge) == ["exact", "exact"]
    assert bridge.status().anchors.isVisible()
    assert bridge.status().anchors.text().endswith("exact, none lost")
    assert bridge.session.library is not None
    assert sorted(bridge.session.library.attached) == ["courier-2021-03-05", "gazette-2021-03-04"]


def test_a_folder_is_attached_as_its_files_are(bridge: Desk, originals: Path) -> None:
    assert bridge.drop([originals])
    assert bridge.sentence().startswith("2 of 2 files")


def test_the_original_can_be_read_with_its_passages(bridge: Desk, originals: Path) -> None:
    bridge.drop([originals])
    bridge.click_line(DEMAND)
    panel = bridge.article()
    bridge.click(panel.header.tabs[TextKind.ORIGINAL])
    assert panel.text.isVisible()
    assert "four coins from every cart" in panel.text.toPlainText()
    assert bridge.passage_in_view(DEMAND) or panel.text.passages
    bridge.click_line("patrols")
    assert panel.header.tabs[TextKind.ORIGINAL].isChecked()
    assert bridge.passage_in_view("patrols")
    bridge.click(panel.text.viewport(), bridge.passage_of("sluice-closed"))
    assert bridge.selected() == ["sluice-closed"]


def test_a_reader_who_waits_at_the_tab_of_the_original_gets_it(bridge: Desk, originals: Path) -> None:
    bridge.click_line("patrols")
    panel = bridge.article()
    bridge.click(panel.header.tabs[TextKind.ORIGINAL])
    assert panel.hint.isVisible()
    bridge.drop([originals])
    assert panel.text.isVisible()
    assert panel.header.tabs[TextKind.ORIGINAL].isChecked()
    assert "boats with lanterns patrol the narrows" in panel.text.toPlainText()
    assert bridge.passage_in_view("patrols")


def test_a_wish_of_the_session_attaches_too(bridge: Desk, originals: Path) -> None:
    bridge.session.attach_requested.emit([str(originals / "gazette-2021-03-04.txt")])
    bridge.idle()
    assert bridge.sentence().startswith("1 of 1 files")
    assert bridge.session.health is not None
    assert bridge.session.health.attached == 1
    assert "courier-2021-03-05" not in (bridge.session.library.attached if bridge.session.library else ())


def test_a_file_that_is_none_of_ours_is_told_by_name(bridge: Desk, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear aunt, the weather is fine and the garden grows.\n" * 30, encoding="utf-8")
    bridge.drop([letter])
    assert bridge.report().summary.text() == "0 of 1 files are originals of known articles: no anchors"
    assert bridge.reported() == ["letter.txt; UTF-8; no known article; ; "]
    assert bridge.session.health is None or bridge.session.health.attached == 0


def test_known_and_unknown_files_together_are_told_apart(bridge: Desk, originals: Path) -> None:
    (originals / "notes.bin").write_bytes(bytes(range(256)) * 40)
    (originals / "empty.txt").write_bytes(b"")
    bridge.drop([originals / name for name in ("notes.bin", "empty.txt", "courier-2021-03-05.txt")])
    assert bridge.reported() == [
        "notes.bin; ; no known article; ; Is no plain text in UTF-8, Windows-1252 or, with a byte order mark, UTF-16",
        "empty.txt; ; no known article; ; Is empty",
        "courier-2021-03-05.txt; UTF-8; Courier, 5 Mar; 5 exact; ",
    ]
    assert bridge.session.health is not None
    assert bridge.session.health.attached == 1


def test_changed_words_are_told_as_altered_and_missing_ones_as_lost(bridge: Desk, tmp_path: Path) -> None:
    file = tmp_path / "gazette.txt"
    changed = GAZETTE.replace("half past nine", "half past ten").replace("sluice was closed", "sluice stood")
    file.write_text(changed, encoding="utf-8")
    bridge.drop([file])
    assert bridge.reported() == ["gazette.txt; UTF-8; Gazette, 4 Mar; 4 exact, 1 altered, 1 lost; "]
    bridge.click_line("sluice-closed")
    assert states(bridge) == ["lost"]
    assert any("no longer holds these words" in text for text in bridge.detail())
    bridge.click_line(DEMAND)
    assert states(bridge) == ["altered"]
    assert bridge.status().anchors.text() == "Anchors: 4 exact, 1 altered, 1 lost"


def test_the_same_file_again_is_told_as_attached_already(bridge: Desk, originals: Path) -> None:
    bridge.drop([originals])
    before = bridge.status().anchors.text()
    bridge.drop([originals])
    assert bridge.status().anchors.text() == before
    assert bridge.sentence().startswith("2 of 2 files")


def test_two_drops_in_a_row_are_both_told(bridge: Desk, originals: Path) -> None:
    for name in ("gazette-2021-03-04.txt", "courier-2021-03-05.txt"):
        bridge.session.attach_requested.emit([str(originals / name)])
    bridge.idle()
    assert [text[:6] for text in bridge.told[-2:]] == ["1 of 1", "1 of 1"]
    assert bridge.session.health is not None
    assert bridge.session.health.attached == 2


def test_a_filter_stands_while_originals_are_attached(bridge: Desk, originals: Path) -> None:
    bridge.click(bridge.filters().sections[Word.KIND].rows["event"])
    shown = bridge.shown()
    bridge.drop([originals])
    assert bridge.shown() == shown
    assert len(bridge.chips()) == 1
    assert len(bridge.table_titles()) == len(shown)


def test_an_address_of_a_page_is_not_taken_for_a_file(bridge: Desk) -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://courier.example/bridge")])
    entered = QDragEnterEvent(
        QPoint(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    entered.ignore()
    QApplication.sendEvent(bridge.window, entered)
    assert not entered.isAccepted()


def test_what_was_attached_is_there_at_the_next_start(
    desks: Callable[..., Desk], tmp_path: Path, originals: Path
) -> None:
    dataset = write_dataset(tmp_path / "dataset")
    first = desks(dataset=dataset)
    first.drop([originals])
    told = first.status().anchors.text()
    first.close()
    again = desks(dataset=dataset)
    assert again.status().anchors.isVisible()
    assert again.status().anchors.text() == told
    again.click_line(DEMAND)
    assert states(again) == ["exact", "exact"]


def test_originals_named_for_the_start_are_attached_quietly(
    desks: Callable[..., Desk], tmp_path: Path, originals: Path
) -> None:
    (originals / "notes.txt").write_text("Nothing of interest.\n", encoding="utf-8")
    desk = desks(dataset=write_dataset(tmp_path / "dataset"), originals=originals)
    assert desk.session.health is not None
    assert desk.session.health.attached == 2
    assert desk.window.findChildren(QMessageBox) == []
    assert desk.article().text.isVisible()


def test_copied_words_of_an_original_carry_its_reference(bridge: Desk, originals: Path) -> None:
    bridge.drop([originals])
    bridge.click_line("lower-rejects-toll")
    bridge.click(bridge.article().header.tabs[TextKind.ORIGINAL])
    bridge.click_line("lower-rejects-toll")
    bridge.article().text.setFocus()
    bridge.run("copy")
    copied = QGuiApplication.clipboard().text()
    assert "whose council turned the demand down in the week" in copied
    assert "https://courier.example/bridge" in copied
    assert COURIER.splitlines()[0] in copied


@pytest.mark.originals
def test_the_five_originals_are_recognised_and_every_anchor_is_exact(desk: Desk, articles: Path) -> None:
    assert desk.drop(sorted(articles.iterdir()))
    assert desk.sentence().startswith("5 of 5 files are originals of known articles: ")
    assert desk.session.health is not None
    counts = desk.session.health.counts
    assert counts[AnchorState.EXACT] > len(desk.marks)
    assert {state: number for state, number in counts.items() if number} == {
        AnchorState.EXACT: counts[AnchorState.EXACT]
    }
    assert desk.status().anchors.text() == f"Anchors: {counts[AnchorState.EXACT]} exact, none lost"
    panel = desk.article()
    library = desk.session.library
    assert library is not None
    for article in library.articles:
        panel.header.article_chosen.emit(article.slug)
        desk.idle()
        desk.click(panel.header.tabs[TextKind.ORIGINAL])
        assert panel.article == article
        assert panel.text.isVisible()
        assert len(panel.text.toPlainText()) > 1500
        assert len(panel.text.passages) > 15
    for identifier in ("cavusoglu-us-protect-alliance", "turkey-supports-gna", "berlin-conference"):
        desk.click_line(identifier)
        assert set(states(desk)) == {"exact"}
        assert len(states(desk)) == desk.marks.sources[desk.row(identifier)]
        assert desk.passage_in_view(identifier)


def test_an_original_in_windows_1252_says_so_in_report_and_header(bridge: Desk, tmp_path: Path) -> None:
    file = tmp_path / "gazette.txt"
    file.write_bytes(GAZETTE.replace("River Agency", "Rivière Agency").encode("cp1252"))
    bridge.drop([file])
    assert "1 read as Windows-1252" in bridge.sentence()
    header = bridge.article().header
    assert not header.encoding.isVisible()
    bridge.click(header.tabs[TextKind.ORIGINAL])
    assert "Rivière" in bridge.article().text.toPlainText()
    assert header.encoding.isVisible()
    assert header.encoding.text() == "Windows-1252"
    bridge.click(header.tabs[TextKind.DIGEST])
    assert not header.encoding.isVisible()


def test_an_original_in_utf_8_needs_no_word_about_it(bridge: Desk, originals: Path) -> None:
    bridge.drop([originals])
    bridge.click(bridge.article().header.tabs[TextKind.ORIGINAL])
    assert not bridge.article().header.encoding.isVisible()
    assert "read as" not in bridge.sentence()


def test_only_an_attached_original_can_be_detached(bridge: Desk, originals: Path) -> None:
    assert not bridge.window.commands["detach"].isEnabled()
    bridge.drop([originals / "courier-2021-03-05.txt"])
    assert bridge.session.reader is not None
    assert bridge.session.reader.article.slug == "gazette-2021-03-04"
    assert not bridge.window.commands["detach"].isEnabled()
    bridge.article().header.article_chosen.emit("courier-2021-03-05")
    bridge.idle()
    assert bridge.window.commands["detach"].isEnabled()


def test_a_detached_original_is_gone_and_can_be_attached_again(bridge: Desk, originals: Path) -> None:
    bridge.drop([originals])
    bridge.click_line("patrols")
    panel = bridge.article()
    bridge.click(panel.header.tabs[TextKind.ORIGINAL])
    with answering(bridge.bot, "Detach") as seen:
        bridge.window.commands["detach"].trigger()
    bridge.idle()
    assert "A bridge over the river" in seen[0].text
    assert bridge.sentence().endswith("is detached. Attach its file again to undo this.")
    assert panel.header.tabs[TextKind.DIGEST].isChecked()
    assert "boats with lanterns" not in panel.text.toPlainText()
    assert states(bridge) == []
    assert not bridge.window.commands["detach"].isEnabled()
    assert bridge.session.library is not None
    assert sorted(bridge.session.library.attached) == ["courier-2021-03-05"]
    assert bridge.status().anchors.text() == "Anchors: 5 exact, none lost"
    bridge.drop([originals / "gazette-2021-03-04.txt"])
    assert states(bridge) == ["exact"]
    assert bridge.window.commands["detach"].isEnabled()


def test_detaching_can_be_thought_better_of(bridge: Desk, originals: Path) -> None:
    bridge.drop([originals])
    with answering(bridge.bot, "Cancel"):
        bridge.window.commands["detach"].trigger()
    bridge.idle()
    assert bridge.session.library is not None
    assert len(bridge.session.library.attached) == 2
    assert bridge.window.commands["detach"].isEnabled()


def another(folder: Path) -> Path:
    """Write another version of the gazette's article, one of whose passages is gone."""
    file = folder / "second-print.txt"
    file.write_text(GAZETTE.replace("sluice was closed", "sluice was left open"), encoding="utf-8")
    return file


def test_the_dialog_for_files_offers_texts_web_pages_and_pdf_first(
    bridge: Desk, originals: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str]] = []

    def choose(_parent: object, title: str, _folder: str, kinds: str) -> tuple[list[str], str]:
        asked.append((title, kinds))
        return [str(originals / "gazette-2021-03-04.txt")], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", choose)
    bridge.window.commands["attach"].trigger()
    bridge.idle()
    ((title, kinds),) = asked
    first, everything = kinds.split(";;")
    assert title == "Attach originals"
    assert first.startswith("Texts, web pages and PDF (")
    assert {"*.txt", "*.html", "*.htm", "*.mhtml", "*.pdf"} <= set(first[first.index("(") + 1 : -1].split())
    assert everything == "All files (*)"
    assert bridge.sentence().startswith("1 of 1 files")


def test_of_several_versions_in_one_drop_the_one_with_most_passages_stays(
    bridge: Desk, originals: Path, tmp_path: Path
) -> None:
    bridge.drop([another(tmp_path), originals / "gazette-2021-03-04.txt", originals / "courier-2021-03-05.txt"])
    assert bridge.status().anchors.text() == "Anchors: 11 exact, none lost"
    assert len(bridge.reported()) == 3


def test_controls_that_turn_words_round_are_shown_as_signs(bridge: Desk, tmp_path: Path) -> None:
    file = tmp_path / "gazette.txt"
    file.write_text(GAZETTE.replace("lanterns", "\u202elanterns\u202c"), encoding="utf-8")
    bridge.drop([file])
    bridge.click_line("patrols")
    bridge.click(bridge.article().header.tabs[TextKind.ORIGINAL])
    assert "boats with \ufffdlanterns\ufffd patrol" in bridge.article().text.toPlainText()
    assert bridge.passage_in_view("patrols")
    assert states(bridge) == ["exact"]
    assert any("boats with \ufffdlanterns\ufffd patrol" in text for text in bridge.detail())
    assert not any("\u202e" in text for text in bridge.detail())


def test_a_hits_excerpt_shows_such_controls_as_signs_too(bridge: Desk, tmp_path: Path) -> None:
    file = tmp_path / "gazette.txt"
    file.write_text(GAZETTE.replace("lanterns", "\u202elanterns\u202c"), encoding="utf-8")
    bridge.drop([file])
    field = bridge.window.search
    field.setText("boats with lanterns")
    bridge.bot.waitUntil(lambda: field.results.entries.rowCount() > 0)
    bridge.idle()
    lines = field.results.entries
    said = [lines.index(at).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(lines.rowCount())]
    assert any("boats with \ufffdlanterns\ufffd patrol" in each for each in said)
    assert not any("\u202e" in each for each in said)


def test_web_pages_and_prints_are_dropped_and_read_like_texts(bridge: Desk, tmp_path: Path) -> None:
    page, sheet = tmp_path / "page.html", tmp_path / "sheet.pdf"
    page.write_text(news_page(GAZETTE), encoding="utf-8")
    in_one_column(COURIER, sheet)
    assert bridge.drop([page, sheet])
    assert bridge.sentence() == (
        "2 of 2 files are originals of known articles: 11 exact; 1 read as HTML in UTF-8; 1 read as PDF"
    )
    bridge.click_line("patrols")
    panel = bridge.article()
    bridge.click(panel.header.tabs[TextKind.ORIGINAL])
    assert bridge.passage_in_view("patrols")
    assert panel.header.encoding.text() == "HTML in UTF-8"
    assert "said the script" not in panel.text.toPlainText()


def test_a_file_that_takes_long_holds_nothing_up_and_can_be_stopped(
    bridge: Desk, originals: Path, tmp_path: Path
) -> None:
    endless = tmp_path / "z.html"
    endless.write_text(DEEP, encoding="utf-8")
    bridge.session.attach_requested.emit([str(originals / "gazette-2021-03-04.txt"), str(endless)])
    cancel = next(iter(bridge.status().progress.findChildren(Link)))
    bridge.bot.waitUntil(cancel.isVisible, timeout=20_000)
    bridge.session.go_to(bridge.row("patrols"))
    bridge.bot.waitUntil(lambda: bridge.title("patrols") in bridge.detail(), timeout=20_000)
    assert bridge.app.jobs.busy()
    bridge.click(cancel)
    bridge.idle()
    assert bridge.sentence() == "Cancelled; nothing was changed."
    assert bridge.session.library is not None
    assert bridge.session.library.attached == frozenset()


def test_the_window_closes_while_a_file_takes_long(bridge: Desk, tmp_path: Path) -> None:
    endless = tmp_path / "z.html"
    endless.write_text(DEEP, encoding="utf-8")
    bridge.session.attach_requested.emit([str(endless)])
    cancel = next(iter(bridge.status().progress.findChildren(Link)))
    bridge.bot.waitUntil(cancel.isVisible, timeout=20_000)
    bridge.window.close()
    assert not bridge.app.jobs.busy()
