"""Connectors, arcs and brackets: from entries to the lanes of their other actors and to what they are related to."""

from collections.abc import Iterable

import numpy as np

from db.marks import RELATIONS, ROLES, Grouping, Marks
from db.vocabularies import Relation, Role
from desktop.timeline.display import (
    HAIRLINE,
    Arc,
    Band,
    Bracket,
    Connector,
    Connectors,
    DisplayList,
)
from desktop.timeline.lanes import Layout

RISE = 30.0
"""An arc rises so far at most."""
CARD_MARK_CENTRE = 16.0
FROM = frozenset({Role.SPEAKER, Role.ON_BEHALF_OF, Role.LEAD})
TOWARDS = frozenset({Role.ADDRESSEE, Role.TARGET})
BRACKET_RISE = 13.0
"""A bracket's line lies so far above the centre of its highest mark, in the gap between rows."""

Point = tuple[int, float, float]
"""Lane, x and y of a mark's centre."""


def connectors(
    layout: Layout, display: DisplayList, rows: Iterable[int], neighbours: Iterable[tuple[int, int]] = ()
) -> Connectors:
    """Compose the connectors of those ``rows`` that are drawn one by one in ``display``, or scrolled out of it.

    Lines lead to the lanes of an entry's other actors where lanes are sides or actors. Where both ends are placed,
    arcs lead to what is answered, contradicted or where it was said, and brackets hold a whole and its parts; so do
    arcs from an entry to its ``neighbours``, given as pairs: those just before and after it between the same actors.
    """
    wanted = list(dict.fromkeys(rows))
    related = _related(layout.index.marks, wanted)
    asked = [*wanted, *(row for one, other, _ in related for row in (one, other)), *(row for _, row in neighbours)]
    points = points_of(display) | _scrolled_away(display, asked)
    bands = {band.lane: band for band in display.bands}
    lane_of_actor = _lane_of_actor(layout.index.marks, layout.index.grouping)
    lines: list[Connector] = []
    parts: dict[int, str] = {}
    for row in wanted:
        if row in points:
            parties = _parties(layout.index.marks, row, lane_of_actor)
            _note_parts(parts, parties)
            lines += _lines(row, points[row], parties, bands)
    related = [each for each in related if each[0] in points and each[1] in points]
    joined = {frozenset((one, other)) for one, other, _ in related}
    beside = [
        (row, other, None)
        for row, other in neighbours
        if row in wanted and row in points and other in points and frozenset((row, other)) not in joined
    ]
    return Connectors(tuple(lines), _arcs([*related, *beside], points), parts, _brackets(related, points))


def points_of(display: DisplayList) -> dict[int, list[Point]]:
    """Tell where each row's marks are drawn, in every lane: (lane, x, y)."""
    points: dict[int, list[Point]] = {}
    marks = display.marks
    columns = (marks.row, marks.lane, marks.x, marks.y)
    for row, lane, x, y in zip(*(column.tolist() for column in columns), strict=True):
        points.setdefault(row, []).append((lane, x, y))
    for card in display.cards:
        points.setdefault(card.row, []).append((card.lane, card.mark_x, card.y + CARD_MARK_CENTRE))
    return points


def _lane_of_actor(marks: Marks, grouping: Grouping) -> dict[int, int]:
    """Tell in which lane each actor stands: its own, or its side's; nowhere where lanes are something else."""
    lanes = {key: number for number, key in enumerate(grouping.keys) if key}
    if grouping is marks.groupings.get("actor"):
        return {actor: lanes[key] for actor, key in enumerate(marks.actor_ids) if key in lanes}
    if grouping is marks.groupings.get("side"):
        return {actor: lanes[key] for actor, key in enumerate(marks.actor_sides) if key in lanes}
    return {}


def _parties(marks: Marks, row: int, lane_of_actor: dict[int, int]) -> dict[int, str]:
    """Tell the lanes that have a part in an entry: "speaker", "addressee", "both" or "" for any other part."""
    parties: dict[int, str] = {}
    actors = marks.actors[row].tolist()
    begin = int(marks.actors.offsets[row])
    for actor, role in zip(actors, marks.roles[begin : begin + len(actors)].tolist(), strict=True):
        if actor in lane_of_actor:
            part = "speaker" if ROLES[role] in FROM else "addressee" if ROLES[role] in TOWARDS else ""
            parties[lane_of_actor[actor]] = _joined(parties.get(lane_of_actor[actor], ""), part)
    return parties


def _joined(one: str, other: str) -> str:
    return one or other if one in ("", other) or not other else "both"


def _note_parts(parts: dict[int, str], parties: dict[int, str]) -> None:
    for lane, part in parties.items():
        joined = _joined(parts.get(lane, ""), part)
        if joined:
            parts[lane] = joined


def _lines(row: int, points: list[Point], parties: dict[int, str], bands: dict[int, Band]) -> list[Connector]:
    """Draw from the first mark to every lane of the parties in which the entry does not stand itself."""
    home, x, y = points[0]
    standing = {lane for lane, _, _ in points}
    found = []
    for lane, part in parties.items():
        if lane not in standing:
            down = bands[lane].y > bands[home].y
            line = bands[lane].y - HAIRLINE if down else bands[lane].y + bands[lane].height
            found.append(Connector(row, lane, x, y, line, part in ("addressee", "both")))
    return found


def _scrolled_away(display: DisplayList, rows: Iterable[int]) -> dict[int, list[Point]]:
    """Tell where those of some rows would be drawn that stand above or below what is in view, and nowhere in it.

    An entry that stands in several lanes is drawn from where it is seen.
    """
    away = display.scrolled_away
    asked = np.fromiter(set(rows), np.int32)
    at = np.isin(away.row, asked) & ~np.isin(away.row, display.marks.row)
    points: dict[int, list[Point]] = {}
    columns = (away.row[at], away.lane[at], away.x[at], away.y[at])
    for row, lane, x, y in zip(*(column.tolist() for column in columns), strict=True):
        points.setdefault(row, []).append((lane, x, y))
    return points


def _related(marks: Marks, rows: list[int]) -> list[tuple[int, int, Relation]]:
    """Find the relations of some rows: (referring, referred to, relation)."""
    asked = np.zeros(len(marks), np.bool_)
    asked[rows] = True
    touching = asked[marks.relations[:, 0]] | asked[marks.relations[:, 1]]
    return [(one, other, RELATIONS[code]) for one, other, code in marks.relations[touching].tolist()]


def _arcs(related: Iterable[tuple[int, int, Relation | None]], points: dict[int, list[Point]]) -> tuple[Arc, ...]:
    found = []
    for row, other, relation in related:
        if relation is not Relation.PART_OF:
            (_, x0, y0), (_, x1, y1) = points[row][0], points[other][0]
            rise = min(RISE, abs(x1 - x0) / 4 + 8)
            found.append(Arc(row, other, x0, y0, x1, y1, rise, relation))
    return tuple(found)


def _brackets(related: list[tuple[int, int, Relation]], points: dict[int, list[Point]]) -> tuple[Bracket, ...]:
    """Hold every whole and its parts together by one line above the highest of them."""
    parts: dict[int, list[int]] = {}
    for part, whole, relation in related:
        if relation is Relation.PART_OF:
            parts.setdefault(whole, []).append(part)
    found = []
    for whole, held in parts.items():
        legs = tuple(points[row][0][1:] for row in (whole, *held))
        across, down = [x for x, _ in legs], [y for _, y in legs]
        found.append(Bracket(whole, min(down) - BRACKET_RISE, min(across), max(across), legs))
    return tuple(found)
