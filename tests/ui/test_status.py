"""The status bar: counts, the span in view, the anchors, and what goes on."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from db.filters import Filter
from db.records import AnchorHealth
from db.vocabularies import AnchorState
from desktop.jobs import Jobs, Progress, WorkCancelledError
from desktop.views.status import StatusContent
from desktop.widgets.link import Link
from tests.ui.panel_sample import click, row_of, sample_health, sample_session, shown_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from desktop.session import Session
    from desktop.theme import Appearance


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    return sample_session()


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    jobs.close()


@pytest.fixture
def status(qtbot: QtBot, session: Session, appearance: Appearance, jobs: Jobs) -> StatusContent:
    status = StatusContent(session, appearance, jobs)
    qtbot.addWidget(status)
    status.resize(900, 24)
    with qtbot.waitExposed(status):
        status.show()
    return status


def test_it_counts_what_is_shown_selected_and_undated_and_says_the_span(
    status: StatusContent, session: Session
) -> None:
    assert session.marks is not None
    assert status.counts.text() == "7 of 7 shown  ·  1 undated  ·  8 June to 7 July 2020"
    session.select([row_of(session.marks, name) for name in ("call", "talks")])
    session.set_filter(Filter(first="2020"), shown_of(session.marks, ("old", "undated")))
    assert status.counts.text() == "5 of 7 shown  ·  2 selected  ·  8 June to 7 July 2020"


def test_anchors_are_told_only_once_an_original_is_attached(status: StatusContent, session: Session) -> None:
    assert not status.anchors.isVisible()
    session.set_health(AnchorHealth({}, 0, 2))
    assert not status.anchors.isVisible()
    session.set_health(sample_health())
    assert status.anchors.isVisible()
    assert status.anchors.text() == "Anchors: 161 exact, 4 shifted, none lost"


def test_lost_anchors_are_told_as_a_warning(status: StatusContent, session: Session, appearance: Appearance) -> None:
    health = sample_health()
    session.set_health(replace(health, counts={**health.counts, AnchorState.ALTERED: 1, AnchorState.LOST: 2}))
    assert status.anchors.text() == "Anchors: 161 exact, 4 shifted, 1 altered, 2 lost"
    assert status.anchors.palette().windowText().color() == appearance.theme["warn"]


def test_a_sentence_is_shown_and_goes_again(status: StatusContent, session: Session, qtbot: QtBot) -> None:
    status.silence.setInterval(20)
    session.said.emit("12 rows written.")
    assert status.sentence.text() == "12 rows written."
    qtbot.waitUntil(lambda: not status.sentence.text())


def test_long_work_is_shown_with_a_way_to_stop_it(status: StatusContent, jobs: Jobs, qtbot: QtBot) -> None:
    release = Event()
    ended: list[object] = []

    def work(progress: Progress) -> None:
        while not release.wait(0.01):
            progress(3, 10)

    jobs.submit("export", work, ended.append, ended.append)
    try:
        assert not status.progress.isVisible()
        qtbot.waitUntil(status.progress.isVisible, timeout=3000)
        cancel = next(iter(status.progress.findChildren(Link)))
        qtbot.waitUntil(cancel.isVisible)
        assert status.progress.words() == "Exporting"
        click(cancel)
        qtbot.waitUntil(lambda: bool(ended))
    finally:
        release.set()
    assert isinstance(ended[0], WorkCancelledError)
    assert not status.progress.isVisible()


def test_short_work_is_not_shown(status: StatusContent, jobs: Jobs, qtbot: QtBot) -> None:
    ended: list[object] = []
    jobs.submit("entry", Progress.cancel, ended.append, ended.append)
    qtbot.waitUntil(lambda: bool(ended))
    assert not status.progress.isVisible()
