"""A filter as a condition on entries, and the values that its words may take.

Terms are joined by *and*; within one, a value is enough. What the words mean is said by
:class:`db.filters.Filter`.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    case,
    exists,
    false,
    func,
    not_,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.orm import aliased

from db import models
from db.dates import DateError, Grain, Shape
from db.dates import parse as parse_date
from db.filters import Certainty, Filter, Term, Word
from db.marks import Drawing, Flag
from db.matching import needles
from db.models import Article, Citation, Entry, Participation
from db.query_terms import Reader, When, as_words
from db.search import found
from db.user_models import Label, Note, Star, Tag
from db.vocabularies import ACT_OF_TYPE, Role

Condition = ColumnElement[bool]


class FilterError(ValueError):
    """A filter asks for something that cannot be: one sentence for the user."""


def condition(wanted: Filter, *, rows: tuple[int, int] | None = None, read: Reader = as_words) -> Condition:
    """Return what an entry must meet to be shown; raise FilterError for a period that is none.

    ``rows``, half-open, tells that entries outside of them are of no interest: a long read goes from some to the
    next, and a search that were made anew for all of them each time would take too long. ``read`` understands what
    is searched for; without it, terms among the words are words as well.
    """
    parts: list[Condition] = [_period(wanted), _parts_in(wanted), _known(wanted)]
    for term in wanted.terms:
        met = _met(term, rows, read)
        if met is not None:
            parts.append(func.coalesce(not_(met), true()) if term.excluded else met)
    return and_(*parts)


def _met(term: Term, rows: tuple[int, int] | None, read: Reader) -> Condition | None:
    """Return what a term asks for; None for those that :func:`_parts_in` sees to."""
    if term.word is Word.SEARCH:
        return or_(false(), *(_found(typed, rows, read) for typed in term.values))
    build = _BUILDERS.get(term.word)
    return build(term.values) if build else None


def _found(typed: str, rows: tuple[int, int] | None, read: Reader) -> Condition:
    """Return what is searched for, as the window finds it: words, and terms among them."""
    query = read(typed)
    if query.misfits:
        return false()
    if not query.wanted:
        return found(query.text, rows)
    met = condition(query.wanted)
    return and_(met, found(query.text, rows)) if needles(query.text) else met


def bounds(wanted: Filter) -> tuple[int | None, int | None]:
    """Return the period as half-open minutes; raise FilterError where it is none."""
    first, last = _minutes(wanted.first), _minutes(wanted.last)
    start = first[0] if first else None
    end = last[1] if last else None
    if start is not None and end is not None and end <= start:
        raise FilterError(f"the period ends ({wanted.last}) before it begins ({wanted.first})")
    return start, end


def known_by(wanted: Filter) -> int | None:
    """Return the minute by which an article must have reported an entry; raise FilterError where it is none."""
    day = _minutes(wanted.known_on)
    return day[1] if day else None


def _known(wanted: Filter) -> Condition:
    """Ask for a citation in an article that may have been published by then; of articles there are few."""
    until = known_by(wanted)
    if until is None:
        return true()
    early = select(Article.number).where(func.edtf_earliest(Article.published) < until)
    return exists(select(1).where(Citation.entry_row == Entry.row, Citation.article_number.in_(early)).correlate(Entry))


def _minutes(edtf: str | None) -> tuple[int, int] | None:
    if edtf is None:
        return None
    try:
        date = parse_date(edtf)
    except DateError as error:
        raise FilterError(f"{error}; a period is bounded by a day, a month or a year") from error
    plain = date.shape in {Shape.EXACT, Shape.PERIOD} and not date.qualified and not date.unspecified
    if not plain or date.grain is Grain.MINUTE or date.earliest is None or date.latest is None:
        raise FilterError(f"a period is bounded by a day, a month or a year, not by {edtf!r}")
    return date.earliest, date.latest


def _period(wanted: Filter) -> Condition:
    start, end = bounds(wanted)
    if start is None and end is None:
        return true()
    parts: list[Condition] = [Entry.date.is_not(None)]
    if wanted.certainly:
        parts += [Entry.begun_by <= end] if end is not None else [Entry.begun_by.is_not(None)]
        parts += [Entry.lasts_to >= start] if start is not None else []
    else:
        parts += [Entry.earliest < end] if end is not None else []
        parts += [Entry.latest > start] if start is not None else []
    return and_(*parts)


def _parts_in(wanted: Filter) -> Condition:
    """Ask for actors and roles together: a role is the one in which an actor that was asked for is meant."""
    actors, roles = wanted.term(Word.ACTOR), wanted.term(Word.ROLE)
    not_actors, not_roles = wanted.term(Word.ACTOR, excluded=True), wanted.term(Word.ROLE, excluded=True)
    parts: list[Condition] = []
    if actors:
        meant = [Participation.role.in_(roles)] if roles else []
        meant += [Participation.role.not_in(not_roles)] if not_roles else []
        some = [(actor,) for actor in actors] if wanted.all_actors else [actors]
        parts += [_has_part(models.Actor.id.in_(each), *meant) for each in some]
    else:
        parts += [_has_part(Participation.role.in_(roles))] if roles else []
        parts += [not_(_has_part(Participation.role.in_(not_roles)))] if not_roles else []
    if not_actors:
        parts.append(not_(_has_part(models.Actor.id.in_(not_actors))))
    return and_(true(), *parts)


def _has_part(*meant: Condition) -> Condition:
    return exists(
        select(1)
        .select_from(Participation)
        .join(models.Actor, models.Actor.number == Participation.actor_number)
        .where(Participation.entry_row == Entry.row, *meant)
        .correlate(Entry)
    )


def _side(values: Sequence[str]) -> Condition:
    earlier = aliased(Participation)
    first_lead = not_(
        exists(
            select(1)
            .where(earlier.entry_row == Participation.entry_row, earlier.role == Role.LEAD)
            .where(earlier.number < Participation.number)
            .correlate(Participation)
        )
    )
    stands = or_(Participation.role == Role.SPEAKER, and_(Participation.role == Role.LEAD, first_lead))
    return exists(
        select(1)
        .select_from(Participation)
        .join(models.Actor, models.Actor.number == Participation.actor_number)
        .join(models.Side, models.Side.number == models.Actor.lane_side_number)
        .where(Participation.entry_row == Entry.row, stands, models.Side.id.in_(values))
        .correlate(Entry)
    )


def _quad(values: Sequence[str]) -> Condition:
    return Entry.type.in_([kind for kind, act in ACT_OF_TYPE.items() if act in values])


def _cited(*meant: Condition) -> Condition:
    return exists(
        select(1)
        .select_from(Citation)
        .join(Article, Article.number == Citation.article_number)
        .where(Citation.entry_row == Entry.row, *meant)
        .correlate(Entry)
    )


def _stance(values: Sequence[str]) -> Condition:
    pairs = [tuple(value.partition(":")[::2]) for value in values]
    return exists(
        select(1)
        .select_from(models.Stance)
        .join(models.Question, models.Question.number == models.Stance.question_number)
        .where(models.Stance.entry_row == Entry.row, tuple_(models.Question.id, models.Stance.value).in_(pairs))
        .correlate(Entry)
    )


def _anchor(values: Sequence[str]) -> Condition:
    return exists(
        select(1)
        .select_from(Citation)
        .join(models.Anchor, models.Anchor.citation_number == Citation.number)
        .where(Citation.entry_row == Entry.row, models.Anchor.state.in_(values))
        .correlate(Entry)
    )


def _certainty(values: Sequence[str]) -> Condition:
    """Ask for the codes as :attr:`db.marks.Marks.certainty` tells them apart."""
    is_open = Entry.flags.bitwise_and(int(Flag.OPEN_START | Flag.OPEN_END)) != 0
    told = case(
        (is_open, Certainty.OPEN),
        (Entry.drawing == int(Drawing.ONE_OF), Certainty.SOME_DAY),
        (Entry.flags.bitwise_and(int(Flag.HOLLOW)) == 0, Certainty.KNOWN),
        else_=Certainty.ROUGH,
    )
    return and_(Entry.date.is_not(None), told.in_(values))


def _tagged(values: Sequence[str]) -> Condition:
    return exists(select(1).where(Tag.entry_id == Entry.id, Tag.name.in_(values)).correlate(Entry))


def _labelled(values: Sequence[str]) -> Condition:
    return exists(select(1).where(Label.entry_id == Entry.id, Label.label.in_(values)).correlate(Entry))


def _noted(_values: Sequence[str]) -> Condition:
    return exists(select(1).where(Note.entry_id == Entry.id).correlate(Entry))


def _starred(_values: Sequence[str]) -> Condition:
    return exists(select(1).where(Star.entry_id == Entry.id).correlate(Entry))


_BUILDERS: dict[Word, Callable[[Sequence[str]], Condition]] = {
    Word.KIND: Entry.kind.in_,
    Word.TYPE: Entry.type.in_,
    Word.QUAD: _quad,
    Word.SIDE: _side,
    Word.ARTICLE: lambda values: _cited(Article.slug.in_(values)),
    Word.PUBLISHER: lambda values: _cited(Article.publisher.in_(values)),
    Word.FORM: Entry.form.in_,
    Word.CHANNEL: Entry.channel.in_,
    Word.STANCE: _stance,
    Word.BASIS: Entry.date_basis.in_,
    Word.CERTAINTY: _certainty,
    Word.ANCHOR: _anchor,
    Word.STARRED: _starred,
    Word.ID: Entry.id.in_,
    Word.TAG: _tagged,
    Word.LABEL: _labelled,
    Word.NOTED: _noted,
}


def _values(word: Word) -> Select[str] | None:
    """Return the select of all values that ``word`` takes in this library; None where any text will do."""
    match word:
        case Word.ACTOR:
            return select(models.Actor.id)
        case Word.SIDE:
            return select(models.Side.id)
        case Word.ARTICLE:
            return select(Article.slug)
        case Word.PUBLISHER:
            return select(Article.publisher).distinct()
        case Word.CHANNEL:
            return select(Entry.channel).where(Entry.channel != "").distinct()
        case Word.ID:
            return select(Entry.id)
        case Word.TAG:
            return select(Tag.name).distinct()
        case _:
            return None


def check(connection: Connection, wanted: Filter, read: Reader = as_words) -> None:
    """Raise FilterError for the first value that nothing in the library has, and for a period or day that is none.

    The terms that ``read`` understands in a search are held to the same.
    """
    bounds(wanted)
    known_by(wanted)
    for typed in (*wanted.term(Word.SEARCH), *wanted.term(Word.SEARCH, excluded=True)):
        for misfit in read(typed).misfits:
            if misfit.other:
                raise FilterError(
                    f"--search ends before it begins: no day is after {misfit.other!r} and before {misfit.value!r}"
                )
            what = "no time" if misfit.word in tuple(When) else "nothing"
            raise FilterError(f"--search finds {what} for {misfit.word}:{misfit.value!r} in this library")
    for term in wanted.terms:
        unknown = _unknown(connection, term)
        if unknown is not None:
            raise FilterError(f"--{term.word} knows no {unknown!r} in this library")


def _unknown(connection: Connection, term: Term) -> str | None:
    if term.word is Word.STANCE:
        questions = set(connection.scalars(select(models.Question.id)))
        return next((value for value in term.values if value.partition(":")[0] not in questions), None)
    statement = _values(term.word)
    if statement is None:
        return None
    column = statement.selected_columns[0]
    # An argument of the command line may hold what no text can.
    askable = [value for value in term.values if value == value.encode(errors="replace").decode()]
    known = set(connection.scalars(statement.where(column.in_(askable))))
    return next((value for value in term.values if value not in known), None)
