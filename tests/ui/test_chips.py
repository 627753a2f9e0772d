"""The chip bar: the filter in words, its counts, and removing it piece by piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu

from db.filters import Filter, Term, Word
from desktop.views.chips import Chip, ChipBar
from desktop.widgets.link import Link
from tests.ui.panel_sample import click, press, sample_session, shown_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.session import Session
    from desktop.theme import Appearance

SIDES = Term(Word.SIDE, ("northland", "eastmark"))
NO_WAR = Term(Word.QUAD, ("material-conflict",), excluded=True)


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    return sample_session()


@pytest.fixture
def bar(qtbot: QtBot, session: Session, appearance: Appearance) -> ChipBar:
    bar = ChipBar(session, appearance)
    qtbot.addWidget(bar)
    bar.resize(1000, 30)
    with qtbot.waitExposed(bar):
        bar.show()
    return bar


def apply(session: Session, wanted: Filter, hidden: tuple[str, ...] = ()) -> None:
    assert session.marks is not None
    session.set_filter(wanted, shown_of(session.marks, hidden))


def chips(bar: ChipBar) -> dict[str, Chip]:
    return {chip.text(): chip for chip in bar.findChildren(Chip) if chip.isVisible()}


def link(bar: ChipBar, words: str) -> Link:
    return next(found for found in bar.findChildren(Link) if found.text() == words)


def counts(bar: ChipBar) -> str:
    return next(label.text() for label in bar.findChildren(QLabel) if "shown" in label.text())


def test_without_a_filter_there_is_only_the_count(bar: ChipBar) -> None:
    assert not chips(bar)
    assert counts(bar) == "<b>7</b> of 7 shown"
    assert not link(bar, "Clear").isVisible()


def test_each_term_is_a_chip_in_words(bar: ChipBar, session: Session) -> None:
    apply(session, Filter((SIDES, NO_WAR, Term(Word.ACTOR, ("actor-a",))), "2020-06", "2020-07"), ("moves", "old"))
    assert list(chips(bar)) == [
        "Date possibly in June – July 2020",
        "Side Northland, Eastmark",
        "Kind of act not Material conflict",
        "Actor Actor Á",
    ]
    assert counts(bar) == "<b>5</b> of 7 shown"


def test_certainty_and_half_open_periods_are_said(bar: ChipBar, session: Session) -> None:
    apply(session, Filter(first="2020-06-08", certainly=True))
    assert list(chips(bar)) == ["Date certainly from 8 June 2020"]
    apply(session, Filter(last="2020"))
    assert list(chips(bar)) == ["Date possibly until 31 December 2020"]


def test_a_chip_removes_its_own_term(bar: ChipBar, session: Session, qtbot: QtBot) -> None:
    apply(session, Filter((SIDES, NO_WAR), "2020-06", "2020-07", certainly=True))
    with qtbot.waitSignal(session.filter_requested) as wish:
        click(chips(bar)["Side Northland, Eastmark"])
    assert wish.args == [Filter((NO_WAR,), "2020-06", "2020-07", certainly=True)]
    with qtbot.waitSignal(session.filter_requested) as wish:
        press(chips(bar)["Date certainly in June – July 2020"], Qt.Key.Key_Delete)
    assert wish.args == [Filter((SIDES, NO_WAR))]


def test_clear_removes_all(bar: ChipBar, session: Session, qtbot: QtBot) -> None:
    apply(session, Filter((SIDES, NO_WAR)))
    with qtbot.waitSignal(session.filter_requested) as wish:
        click(link(bar, "Clear"))
    assert wish.args == [Filter()]


def test_many_values_are_counted_not_listed(bar: ChipBar, session: Session) -> None:
    apply(session, Filter((Term(Word.TYPE, ("AGREE", "CONSULT", "AID", "RETREAT", "COERCE")),)))
    assert list(chips(bar)) == ["Type Agreement, Consultation, Aid and 2 more"]


@pytest.mark.parametrize(
    ("word", "value", "said"),
    [
        (Word.SEARCH, "two words", "Text “two words”"),
        (Word.STARRED, "yes", "Starred yes"),
        (Word.ARTICLE, "second-2020-06-12", "Article Second, 12 Jun"),
        (Word.STANCE, "talks:against", "Stance UN talks: against"),
        (Word.ROLE, "mediator", "Role mediator"),
        (Word.CHANNEL, "telephone", "Channel telephone"),
        (Word.ACTOR, "nobody", "Actor nobody"),
    ],
)
def test_every_word_says_its_values_as_people_do(
    bar: ChipBar, session: Session, word: Word, value: str, said: str
) -> None:
    apply(session, Filter((Term(word, (value,)),)))
    assert list(chips(bar)) == [said]


def test_the_menu_of_the_rest_removes_them_too(bar: ChipBar, session: Session, qtbot: QtBot) -> None:
    apply(session, Filter((SIDES, NO_WAR), "2020-06", "2020-07"))
    bar.resize(420, 30)
    click(next(found for found in bar.findChildren(Link) if found.isVisible() and found.text().startswith("+")))
    menu = bar.findChildren(QMenu)[-1]
    last = menu.actions()[-1]
    assert last.text() == "Remove Kind of act not Material conflict"
    with qtbot.waitSignal(session.filter_requested) as wish:
        last.trigger()
    assert wish.args == [Filter((SIDES,), "2020-06", "2020-07")]
    menu.close()


def test_chips_without_room_wait_in_a_menu(bar: ChipBar, session: Session) -> None:
    apply(session, Filter((SIDES, NO_WAR, Term(Word.ACTOR, ("actor-a",))), "2020-06", "2020-07"))
    bar.resize(520, 30)
    shown = len(chips(bar))
    assert 0 < shown < 4
    more = link(bar, f"+{4 - shown} more")
    assert more.isVisible()
    for widget in (*chips(bar).values(), more, link(bar, "Clear")):
        assert widget.geometry().right() <= bar.width()


def test_a_filter_that_leaves_nothing_in_view_offers_to_show_it(bar: ChipBar, session: Session, qtbot: QtBot) -> None:
    offer = link(bar, "None of them is in view: show them")
    assert not offer.isVisible()
    apply(session, Filter(last="2019"), ("call", "a-asks-b", "rejects", "moves", "talks", "undated"))
    assert offer.isVisible()
    with qtbot.waitSignal(session.frame_requested) as wish:
        click(offer)
    assert wish.args is not None
    session.set_span(*wish.args)
    assert not offer.isVisible()


def test_chips_have_names_for_screen_readers(bar: ChipBar, session: Session) -> None:
    apply(session, Filter((SIDES,)))
    chip = chips(bar)["Side Northland, Eastmark"]
    assert chip.accessibleName() == "Side Northland, Eastmark"
    assert chip.accessibleDescription() == "Removes this filter"
