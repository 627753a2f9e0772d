"""Read what the window must know of a library besides its marks.

By plain ``sqlite3``: the window shows it before SQLAlchemy is imported.
"""

import sqlite3
from collections import defaultdict

from db.records import Actor, Article, DatasetInfo, Library, Question, Side
from db.vocabularies import ActorKind, Basis


def read(connection: sqlite3.Connection, *, read_only: str = "") -> Library | None:
    """Return the dataset, its articles and actors, None where no dataset is loaded.

    ``read_only`` says why nothing can be written.
    """
    dataset = _dataset(connection)
    if dataset is None:
        return None
    attached = frozenset(slug for (slug,) in connection.execute("SELECT slug FROM original"))
    actors = {actor.id: actor for actor in numbered_actors(connection).values()}
    return Library(dataset, tuple(articles(connection).values()), actors, read_only, attached)


def _dataset(connection: sqlite3.Connection) -> DatasetInfo | None:
    row = connection.execute("SELECT id, title, version, focus, licence, content FROM dataset").fetchone()
    if row is None:
        return None
    sides = tuple(Side(*values) for values in connection.execute("SELECT id, name, label FROM side ORDER BY number"))
    questions = connection.execute("SELECT id, title, text FROM question ORDER BY number")
    identifier, title, version, focus, licence, content = row
    asked = tuple(Question(*values) for values in questions)
    return DatasetInfo(identifier, title, version, focus, licence, content, sides, asked)


def articles(connection: sqlite3.Connection) -> dict[int, Article]:
    """Return every article by number, in the order of publication."""
    rows = connection.execute(
        "SELECT number, slug, publisher, label, headline, published, published_basis,"
        " published_note, agency, byline, url, language FROM article ORDER BY number"
    )
    return {number: _article(*row) for number, *row in rows}


def _article(slug: str, publisher: str, label: str, headline: str, published: str, basis: str, *more: str) -> Article:
    return Article(slug, publisher, label, headline, published, Basis(basis), *more)


def numbered_actors(connection: sqlite3.Connection) -> dict[int, Actor]:
    """Return every actor by number, in the dataset's order."""
    variants: dict[int, list[str]] = defaultdict(list)
    for number, name in connection.execute("SELECT actor_number, name FROM variant ORDER BY number"):
        variants[number].append(name)
    rows = connection.execute(
        "SELECT actor.number, actor.id, actor.name, actor.kind, actor.label, actor.office, affiliation.id, side.id"
        " FROM actor LEFT JOIN actor AS affiliation ON affiliation.number = actor.affiliation_number"
        " LEFT JOIN side ON side.number = actor.side_number ORDER BY actor.number"
    )
    return {
        number: Actor(id_, name, ActorKind(kind), label, office, affiliation, side, tuple(variants[number]))
        for number, id_, name, kind, label, office, affiliation, side in rows
    }
