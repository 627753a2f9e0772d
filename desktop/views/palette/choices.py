"""What the palette offers: the commands of the table, and lanes, articles and actors to go to."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction

from db.filters import Word
from db.vocabularies import TextKind
from desktop.commands import COMMANDS, Command, translated
from desktop.requests import Reading
from desktop.session import Session
from desktop.shortcuts import Shortcuts
from desktop.views.palette.matching import Match, fit
from desktop.widgets.lane_names import lane_names
from desktop.widgets.view_words import key_of

MOST = 100
"""Lines that are listed at most."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Palette", text)


class Choice(Struct, frozen=True):
    """Something to choose. ``group`` tells where it belongs, ``keys`` what runs it without the palette.

    ``missing`` says why it cannot be run now, ``on`` whether a switch is on (None for what is no switch).
    ``command`` is the id of a command, empty for places to go to, and ``also`` holds other words for it.
    """

    text: str
    group: str
    run: Callable[[], object]
    keys: str = ""
    missing: str = ""
    on: bool | None = None
    command: str = ""
    also: str = ""


class Found(Struct, frozen=True):
    """A choice that fits what was typed, with the places of the letters in its text."""

    choice: Choice
    places: tuple[int, ...] = ()


def commands(actions: Mapping[str, QAction], shortcuts: Shortcuts) -> list[Choice]:
    """Return the commands in the order of the table; not the palette itself, which is open."""
    return [_command(each, actions[each.id], shortcuts) for each in COMMANDS if each.id != "palette"]


def _command(command: Command, action: QAction, shortcuts: Shortcuts) -> Choice:
    missing = "" if action.isEnabled() else translated(command.needs) or _tr("Not possible now")
    return Choice(
        text=translated(command.text),
        group=translated(command.menu).replace("&", "") if command.menu else _tr("Timeline"),
        run=action.trigger,
        keys="  ".join(shortcuts.spoken(command.id)),
        missing=missing,
        on=action.isChecked() if command.checkable else None,
        command=command.id,
        also=translated(command.also) if command.also else "",
    )


def places(session: Session) -> list[Choice]:
    """Return the saved views, the lanes in force, the articles to read and the actors to filter by."""
    return [*_views(session), *_lanes(session), *_articles(session), *_actors(session)]


def _views(session: Session) -> Iterator[Choice]:
    for name, state in session.own.views:
        yield Choice(name, _tr("Saved view"), partial(session.view_requested.emit, name), keys=key_of(state))


def _lanes(session: Session) -> Iterator[Choice]:
    index = session.index
    if index is not None:
        names = lane_names(index.marks, index.grouping, short=False)
        for lane, (key, name) in enumerate(zip(index.grouping.keys, names, strict=True)):
            start, end = index.span(lane)
            if start < end:
                yield Choice(name, _tr("Lane"), partial(session.lane_requested.emit, key))


def _articles(session: Session) -> Iterator[Choice]:
    for article in session.library.articles if session.library is not None else ():
        wish = Reading(article.slug, TextKind.DIGEST)
        name = f"{article.label}: {article.headline}"
        yield Choice(name, _tr("Article"), partial(session.reading_requested.emit, wish))


def _actors(session: Session) -> Iterator[Choice]:
    for actor in session.library.actors.values() if session.library is not None else ():
        yield Choice(actor.name, _tr("Actor"), partial(session.filter_by, Word.ACTOR, actor.id))


def find(typed: str, offered: Sequence[Choice], recent: Sequence[str]) -> list[Found]:
    """List what fits, best first; commands run before come first among equals, and first of all while nothing is typed.

    Places are listed only once something is typed: there may be many.
    """
    order = {identifier: at for at, identifier in enumerate(recent)}
    if not typed.strip():
        shown = sorted((each for each in offered if each.command), key=lambda each: order.get(each.command, len(order)))
        return [Found(each) for each in shown]
    scored: list[tuple[tuple[int, int, int], Found]] = []
    for number, each in enumerate(offered):
        fits = _fit(typed, each)
        if fits is not None:
            lately = order.get(each.command, len(order))
            score = fits.score + (_LATELY if lately < len(order) else 0) + (_COMMAND if each.command else 0)
            scored.append(((-score, lately, number), Found(each, fits.places)))
    return [found for _, found in sorted(scored, key=_rank)[:MOST]]


_LATELY, _COMMAND = 4, 2
"""What it is worth that a command was run lately, and that it is one."""


def _fit(typed: str, choice: Choice) -> Match | None:
    """Match the text; else the group and the text together, so that "view dark" finds what stands under View.

    Other words for it count as much, but none of their letters stand in its text.
    """
    fits = fit(typed, choice.text)
    if fits is not None:
        return fits
    other = fit(typed, choice.also)
    if other is not None:
        return Match(other.score // 2, ())
    head = f"{choice.group} "
    whole = fit(typed, head + choice.text)
    if whole is None:
        return None
    return Match(whole.score // 2, tuple(at - len(head) for at in whole.places if at >= len(head)))


def _rank(scored: tuple[tuple[int, int, int], Found]) -> tuple[int, int, int]:
    return scored[0]
