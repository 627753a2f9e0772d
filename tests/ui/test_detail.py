"""The detail panel: one entry whole, several, or none."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from db.filters import Filter, Term, Word
from db.records import Participation, Related
from db.vocabularies import AnchorState, Basis, Relation, Role, TextKind
from desktop.requests import Reading
from desktop.views.detail import DetailPanel
from desktop.views.detail.differences import NONE, differing_words
from desktop.views.detail.related import relation_name
from desktop.views.detail.sources import StateSign
from desktop.views.detail.terms import StanceChip
from desktop.widgets.link import Link
from desktop.widgets.prose import Prose
from tests.ui.panel_sample import (
    ACTORS,
    FIRST,
    REQUEST_WORDS,
    click,
    head_of,
    passage_range,
    press,
    row_of,
    sample_entry,
    sample_library,
    sample_session,
    shown_of,
    with_originals,
)
from tests.ui.sample import Spec, marks_of
from tests.ui.sample import shown_of as all_shown

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

    from desktop.session import Session
    from desktop.theme import Appearance


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    return sample_session()


@pytest.fixture
def panel(qtbot: QtBot, session: Session, appearance: Appearance) -> DetailPanel:
    panel = DetailPanel(session, appearance)
    qtbot.addWidget(panel)
    panel.resize(368, 700)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def page(panel: DetailPanel) -> QWidget:
    shown = panel.widget()
    assert shown is not None
    return shown


def texts(panel: DetailPanel) -> str:
    """Return everything that the panel says, in reading order."""
    inside = page(panel)
    found: list[tuple[int, int, str]] = []
    for widget in inside.findChildren(QWidget):
        if not widget.isVisibleTo(inside):
            continue
        match widget:
            case Prose():
                said = widget.text()
            case QLabel() | QAbstractButton():
                said = widget.text()
            case _:
                said = ""
        at = widget.mapTo(inside, widget.rect().topLeft())
        found.append((at.y(), at.x(), said))
    return "\n".join(said for _, _, said in sorted(found) if said)


def link(panel: DetailPanel, words: str) -> Link:
    return next(found for found in page(panel).findChildren(Link) if found.text() == words)


def show(session: Session, states: tuple[AnchorState, ...] = ()) -> None:
    entry = sample_entry(session)
    session.select([entry.head.row])
    session.set_entry(with_originals(entry, states) if states else entry)


def test_without_a_selection_it_says_how_to_make_one(panel: DetailPanel) -> None:
    assert "Choose an entry" in texts(panel)


def test_an_entry_says_who_said_what_to_whom_and_why_it_carries_that_date(panel: DetailPanel, session: Session) -> None:
    show(session)
    said = texts(panel)
    for words in (
        "Statement: request, verbal conflict",
        "Actor A in a broadcast: Eastmark should do more for the truce",
        "Thursday 11 June 2020",
        "Reckoned from ‘on Thursday’. The article is of Thursday 11 June.",
        "Explain this date; 1 other reading",
        "Actor Á",
        "Northland",
        "Eastmark",
        "Broadcast interview, partly quoted",
        "Truce",
        "2 independent",
        "The First Paper",
        "11 June 2020, inferred",
        FIRST.headline[:20],
        REQUEST_WORDS,
        "Wire Service",
        "12 June 2020, in The",
        "Differs: it leaves out the call of the two leaders",
        "Answered by",
        "same day",
        "27 days",
    ):
        assert words in said, words


def test_a_link_to_an_actor_filters(panel: DetailPanel, session: Session, qtbot: QtBot) -> None:
    show(session)
    with qtbot.waitSignal(session.filter_requested) as wish:
        click(link(panel, "Actor Á"))
    assert wish.args == [Filter((Term(Word.ACTOR, ("actor-a",)),))]
    assert "Envoy of Northland" in link(panel, "Actor Á").toolTip()
    assert "Also written: A., Actor A" in link(panel, "Actor Á").toolTip()


def test_a_stance_filters_and_its_sign_has_a_name(panel: DetailPanel, session: Session, qtbot: QtBot) -> None:
    show(session)
    chips = {chip.text(): chip for chip in page(panel).findChildren(StanceChip)}
    assert chips["UN talks"].accessibleName() == "UN talks: conditional"
    with qtbot.waitSignal(session.filter_requested) as wish:
        click(chips["Truce"])
    assert wish.args == [Filter((Term(Word.STANCE, ("truce:for",)),))]


def test_a_source_leads_to_its_passage_and_to_the_publisher(panel: DetailPanel, session: Session, qtbot: QtBot) -> None:
    show(session)
    with qtbot.waitSignal(session.reading_requested) as reading:
        press(link(panel, "Show in article"), Qt.Key.Key_Return)
    assert reading.args == [Reading(FIRST.slug, TextKind.DIGEST, passage_range(REQUEST_WORDS))]
    with qtbot.waitSignal(session.address_requested) as address:
        click(link(panel, "Open at the publisher"))
    assert address.args == [FIRST.url]
    addresses = [found for found in page(panel).findChildren(Link) if found.text() == "Open at the publisher"]
    assert len(addresses) == 1, "an article without an address offers none"


def test_anchors_show_their_state_only_once_originals_are_attached(panel: DetailPanel, session: Session) -> None:
    show(session)
    assert not page(panel).findChildren(StateSign)
    assert "digests differ in 2 places" in texts(panel)
    show(session, (AnchorState.EXACT, AnchorState.SHIFTED))
    signs = [sign.accessibleName() for sign in page(panel).findChildren(StateSign)]
    assert signs == ["Anchor: exact", "Anchor: shifted"]
    assert "wordings differ in 2 places" in texts(panel)


def test_a_lost_passage_is_said_and_the_digest_is_shown(panel: DetailPanel, session: Session) -> None:
    entry = with_originals(sample_entry(session), (AnchorState.LOST, AnchorState.EXACT))
    first, second = entry.citations
    lost = replace(first.original[0], words="", start=None, end=None)
    session.select([entry.head.row])
    session.set_entry(replace(entry, citations=(replace(first, original=(lost,)), second)))
    said = texts(panel)
    assert "no longer holds these words" in said
    assert REQUEST_WORDS in said


def test_an_altered_passage_says_which_words_changed(panel: DetailPanel, session: Session) -> None:
    entry = with_originals(sample_entry(session), (AnchorState.ALTERED, AnchorState.EXACT))
    first, second = entry.citations
    altered = replace(first.original[0], changed=((9, 16),))
    session.select([entry.head.row])
    session.set_entry(replace(entry, citations=(replace(first, original=(altered,)), second)))
    assert "Altered about words 9 – 16" in texts(panel)


def test_a_related_entry_is_selected_and_brought_into_view(panel: DetailPanel, session: Session, qtbot: QtBot) -> None:
    show(session)
    assert session.marks is not None
    row = row_of(session.marks, "call")
    with qtbot.waitSignal(session.reveal_requested) as revealed:
        click(link(panel, "Actor B calls Actor C"))
    assert revealed.args == [row]
    assert session.selection.current == row


def test_several_entries_are_counted_dated_and_listed(panel: DetailPanel, session: Session, qtbot: QtBot) -> None:
    assert session.marks is not None
    rows = [row_of(session.marks, name) for name in ("call", "rejects", "talks")]
    session.select(rows)
    said = texts(panel)
    assert "3 entries selected" in said
    assert "8 June to 8 July 2020" in said
    click(link(panel, "Actor C turns the plan down"))
    assert list(session.selection.rows) == sorted(rows)
    assert session.selection.current == row_of(session.marks, "rejects")


def test_the_old_entry_stays_until_the_new_one_is_read(panel: DetailPanel, session: Session) -> None:
    show(session)
    assert session.marks is not None
    session.select([row_of(session.marks, "call")])
    assert REQUEST_WORDS in texts(panel)
    session.clear_selection()
    assert "Choose an entry" in texts(panel)


def test_an_event_names_its_actors_by_their_parts_its_place_and_its_status(
    panel: DetailPanel, session: Session
) -> None:
    assert session.marks is not None
    parts = (Role.LEAD, Role.PARTICIPANT, Role.TARGET, Role.HOST, Role.MEDIATOR)
    actors = [*ACTORS.values(), ACTORS["northland"]]
    entry = replace(
        sample_entry(session),
        head=head_of(session.marks, "talks"),
        mode="multilateral",
        place="A city",
        channel="",
        form=None,
        date_basis=Basis.EXPLICIT,
        date_wording="",
        participations=tuple(Participation(actor, role) for actor, role in zip(actors, parts, strict=True)),
        related=(),
    )
    session.select([entry.head.row])
    session.set_entry(entry)
    said = texts(panel)
    for words in (
        "Event: consultation (multilateral), verbal cooperation",
        "Wednesday 8 July 2020",
        "Stated. The article",
        "Who",
        "With",
        "Towards",
        "Host",
        "Mediator",
        "Where",
        "A city",
        "Status",
        "Postponed",
    ):
        assert words in said, words


def test_an_undated_plain_statement_says_so(panel: DetailPanel, session: Session) -> None:
    assert session.marks is not None
    entry = replace(
        sample_entry(session), head=head_of(session.marks, "undated"), date_basis=None, date_wording="", date_reason=""
    )
    session.select([entry.head.row])
    session.set_entry(entry)
    assert "No date" in texts(panel)
    assert texts(panel).startswith("Plain statement")


@pytest.mark.parametrize(
    ("relation", "inverse", "said"),
    [
        (Relation.SAID_AT, False, "Said at"),
        (Relation.SAID_AT, True, "Said there"),
        (Relation.RESPONDS_TO, False, "Responds to"),
        (Relation.RESPONDS_TO, True, "Answered by"),
        (Relation.PART_OF, False, "Part of"),
        (Relation.PART_OF, True, "Has part"),
        (Relation.CONTRADICTS, False, "Contradicts"),
        (Relation.CONTRADICTS, True, "Disputed by"),
        (None, False, "Before"),
        (None, True, "After"),
    ],
)
def test_every_relation_has_its_name(session: Session, relation: Relation | None, inverse: bool, said: str) -> None:
    assert session.marks is not None
    assert relation_name(Related(head_of(session.marks, "call"), relation, inverse, None)) == said


def test_one_of_several_leads_back_to_all_of_them(panel: DetailPanel, session: Session) -> None:
    entry = sample_entry(session)
    session.select([0, 1, entry.head.row], current=entry.head.row)
    session.set_entry(entry)
    click(link(panel, "One of 3 selected"))
    assert "3 entries selected" in texts(panel)
    assert len(session.selection) == 3


def test_a_long_selection_is_listed_in_part_and_counted_whole(panel: DetailPanel, session: Session) -> None:
    marks = marks_of([Spec(f"Entry {n:03}", first=date(2020, 6, 1)) for n in range(100)])
    session.set_library(sample_library(), marks, all_shown(marks))
    session.select(range(100))
    assert "100 entries selected" in texts(panel)
    assert "and 40 more, in the chronology" in texts(panel)


def quotation(panel: DetailPanel) -> Prose:
    return next(found for found in page(panel).findChildren(Prose) if found.text() == REQUEST_WORDS)


def pressed_on(prose: Prose) -> QWidget:
    """Return what a press at the middle of a text meets."""
    return prose.childAt(prose.rect().center()) or prose


def test_words_copied_from_the_panel_are_plain(panel: DetailPanel, session: Session) -> None:
    show(session)
    prose = quotation(panel)
    middle = prose.height() // 2
    QTest.mousePress(pressed_on(prose), Qt.MouseButton.LeftButton, pos=QPoint(2, middle))
    # The press was met by the text itself, which has all of the mouse until the button is let go.
    QTest.mouseMove(prose, QPoint(prose.width() - 2, prose.height() - 2))
    QTest.mouseRelease(prose, Qt.MouseButton.LeftButton, pos=QPoint(prose.width() - 2, prose.height() - 2))
    keys(Qt.Key.Key_C)
    copied = QGuiApplication.clipboard().mimeData()
    assert copied is not None
    assert copied.text()
    assert REQUEST_WORDS.endswith(copied.text())
    assert not copied.hasHtml()
    keys(Qt.Key.Key_A)
    keys(Qt.Key.Key_C)
    assert QGuiApplication.clipboard().text() == REQUEST_WORDS


def keys(key: Qt.Key) -> None:
    """Press a key with Ctrl where the focus is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, Qt.KeyboardModifier.ControlModifier)


def test_a_double_click_chooses_a_word_from_the_first_on(panel: DetailPanel, session: Session) -> None:
    show(session)
    prose = quotation(panel)
    at = QPoint(30, prose.height() // 2)
    QTest.mouseClick(pressed_on(prose), Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseDClick(pressed_on(prose), Qt.MouseButton.LeftButton, pos=at)
    keys(Qt.Key.Key_C)
    assert QGuiApplication.clipboard().text() in REQUEST_WORDS.replace(",", "").replace(".", "").split()


def test_a_text_that_is_clicked_stays_where_it_is(panel: DetailPanel, session: Session, qtbot: QtBot) -> None:
    show(session)
    qtbot.wait(1)
    before = panel.grab().toImage()
    prose = quotation(panel)
    QTest.mouseClick(pressed_on(prose), Qt.MouseButton.LeftButton, pos=prose.rect().center())
    qtbot.wait(1)
    assert panel.grab().toImage() == before
    panel.resize(300, panel.height())
    qtbot.wait(1)
    narrow = panel.grab().toImage()
    show_anew(panel, session, qtbot)
    assert panel.grab().toImage() == narrow


def test_the_screen_shows_all_of_the_page_that_comes_in_anothers_place(
    panel: DetailPanel, session: Session, qtbot: QtBot
) -> None:
    seen = []
    for _ in range(2):
        session.clear_selection()
        qtbot.wait(20)
        seen.append(on_screen(panel))
        show(session)
        qtbot.wait(20)
        seen.append(on_screen(panel))
        assert seen[-1] == panel.grab().toImage().convertToFormat(seen[-1].format())
    assert seen[0] == seen[2] != seen[1] == seen[3]


def on_screen(panel: DetailPanel) -> QImage:
    image: QImage = panel.screen().grabWindow(panel.winId()).toImage()
    return image


def test_a_screen_reader_goes_through_a_text_word_by_word(panel: DetailPanel, session: Session) -> None:
    QAccessible.setActive(True)
    try:
        show(session)
        reads = quotation(panel).focusProxy()
        assert reads is not None
        told = QAccessible.queryAccessibleInterface(reads)
        assert told.role() is QAccessible.Role.EditableText
        assert told.textInterface().text(0, told.textInterface().characterCount()) == REQUEST_WORDS
    finally:
        QAccessible.setActive(False)


def show_anew(panel: DetailPanel, session: Session, qtbot: QtBot) -> None:
    session.clear_selection()
    show(session)
    qtbot.wait(1)


def test_a_hidden_related_entry_says_so(panel: DetailPanel, session: Session) -> None:
    assert session.marks is not None
    session.set_filter(Filter(first="2020-06-09"), shown_of(session.marks, ("call",)))
    show(session)
    assert "Hidden by the filter" in link(panel, "Actor B calls Actor C").toolTip()
    assert "Hidden" not in link(panel, "Actor C turns the plan down").toolTip()
    said: list[str] = []
    session.said.connect(said.append)
    click(link(panel, "Actor B calls Actor C"))
    assert said == ["The filter hides this entry on the timeline and in the chronology."]


def test_pages_that_were_left_are_gone(panel: DetailPanel, session: Session, qtbot: QtBot) -> None:
    show(session)
    qtbot.wait(1)
    before = len(QApplication.allWidgets())
    for _ in range(20):
        session.clear_selection()
        show(session)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(QApplication.allWidgets()) <= before


def test_everything_that_takes_the_focus_has_a_name(panel: DetailPanel, session: Session) -> None:
    show(session, (AnchorState.EXACT, AnchorState.SHIFTED))
    nameless = [
        widget
        for widget in page(panel).findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.accessibleName()
    ]
    assert not nameless


def test_larger_text_makes_the_panel_longer(panel: DetailPanel, session: Session, appearance: Appearance) -> None:
    show(session)
    before = page(panel).heightForWidth(368)
    appearance.set_text_steps(4)
    assert page(panel).heightForWidth(368) > before * 1.2


def test_text_is_never_cut_off(panel: DetailPanel, session: Session, qtbot: QtBot) -> None:
    show(session)
    for width in (368, 320, 260):
        panel.resize(width, 700)
        qtbot.wait(1)
        for prose in page(panel).findChildren(Prose):
            assert prose.laid_out().size().height() <= prose.height() + 0.5, (width, prose.text())


def test_differing_words_are_found_word_by_word() -> None:
    left = "The envoy wants more talks soon."
    right = "The envoy wants fewer talks soon, perhaps."
    found = differing_words(left, right)
    assert [left[a:b] for a, b in found.left] == ["more"]
    assert [right[a:b] for a, b in found.right] == ["fewer", "perhaps"]
    assert found.places == 2


def test_wholly_different_words_are_not_compared() -> None:
    assert differing_words("One thing entirely", "Another matter at large") == NONE
    assert differing_words("Same words", "same words").places == 0
