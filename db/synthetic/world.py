"""Sides, actors and articles of a made-up library."""

from datetime import timedelta
from math import isqrt

import numpy as np
import numpy.typing as npt

from db.content import DatasetArticle
from db.marks import TYPES
from db.records import Actor, Article, Block, Question, Side
from db.synthetic.pace import DAYS, FIRST_DAY
from db.synthetic.words import QUESTIONS, SENTENCES
from db.vocabularies import ActorKind, Basis

SIDES = 12
ACTORS_A_SIDE = 5
PUBLISHERS = 12
LEAST_ARTICLES, MOST_ARTICLES = 5, 400
ROUNDS = 14
"""Sentences that a digest has for entries of each type."""
PARAGRAPH = 5
"""Sentences in one."""

_KINDS = (ActorKind.STATE, ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.PERSON, ActorKind.ARMED_GROUP)


def sides() -> tuple[Side, ...]:
    """Return the sides in the order of the lanes."""
    return tuple(Side(f"side-{number}", f"Side {number}", f"Side {number}") for number in range(1, SIDES + 1))


def questions() -> tuple[Question, ...]:
    """Return the questions that stances are about."""
    return tuple(Question(f"question-{number}", title) for number, title in enumerate(QUESTIONS, 1))


def actors() -> tuple[Actor, ...]:
    """Return ACTORS_A_SIDE actors of each side, its state first; persons stand with it by affiliation."""
    return tuple(_actor(number) for number in range(SIDES * ACTORS_A_SIDE))


def _actor(number: int) -> Actor:
    side, place = divmod(number, ACTORS_A_SIDE)
    kind = _KINDS[place]
    person = kind is ActorKind.PERSON
    return Actor(
        id=actor_id(number),
        name=f"Actor {number + 1}",
        kind=kind,
        label=f"Actor {number + 1}",
        office="spokesman" if person else "",
        affiliation=actor_id(side * ACTORS_A_SIDE) if person else None,
        side=None if person else f"side-{side + 1}",
        variants=(f"Acteur {number + 1}", f"Aktör {number + 1}"),
    )


def actor_id(number: int) -> str:
    """Return the id of an actor, counted from 0."""
    return f"actor-{number + 1}"


def article_count(count: int) -> int:
    """Tell how many articles report ``count`` entries."""
    return min(max(isqrt(count) // 3, LEAST_ARTICLES), MOST_ARTICLES)


def slug(number: int) -> str:
    """Return the slug of an article, counted from 0."""
    return f"article-{number + 1:03}"


def articles(number: int, daily: npt.NDArray[np.int64]) -> tuple[DatasetArticle, ...]:
    """Return ``number`` articles, each out on the day after the last of the entries that it reports first.

    ``daily`` is how many entries begin on each day.
    """
    reached = np.cumsum(daily)
    shares = np.arange(1, number + 1) * int(reached[-1]) / number
    days = np.minimum(np.searchsorted(reached, shares), DAYS - 1) + 1
    digest, blocks, _ = digest_text()
    return tuple(
        DatasetArticle(_article(place, (FIRST_DAY + timedelta(days=day)).isoformat()), digest, blocks)
        for place, day in enumerate(days.tolist())
    )


def _article(number: int, published: str) -> Article:
    publisher = f"Paper {number % PUBLISHERS + 1}"
    return Article(
        slug(number),
        publisher,
        f"{publisher}, no. {number + 1}",
        f"What was done and said, part {number + 1}",
        published,
        Basis.EXPLICIT,
        "Made up with the library.",
    )


def digest_text() -> tuple[str, tuple[Block, ...], list[tuple[int, int]]]:
    """Return a digest, its blocks, and the range of each of its sentences, those of one round after another."""
    text, blocks, ranges = "What was done and said", [], []
    blocks.append(Block(0, len(text), heading=True))
    sentences = [f"{SENTENCES[type_]} (item {item})." for item in range(1, ROUNDS + 1) for type_ in TYPES]
    for at, sentence in enumerate(sentences):
        opens = at % PARAGRAPH == 0
        text += "\n\n" if opens else " "
        ranges.append((len(text), len(text) + len(sentence)))
        text += sentence
        begin = ranges[-1][0] if opens else blocks.pop().start
        blocks.append(Block(begin, len(text), heading=False))
    return text, tuple(blocks), ranges
