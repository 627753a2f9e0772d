"""Terms among the words of a search: what they mean, and that no text is wrong."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.dates import minutes_of
from db.filters import Filter, Term, Word
from db.query_terms import Dates, Misfit, Names, Query, When, read_query
from db.records import Actor, DatasetInfo, Library
from db.vocabularies import ActorKind
from desktop.timeline.goto import Near, read_place

MONTHS = {"january": 1, "june": 6, "jun": 6, "july": 7, "temmuz": 7}
NAMES = Names(
    {
        Word.ACTOR: {
            "kalin": ("kalin", "ibrahim kalin"),
            "upper": ("upper", "upper bank"),
            "upper-council": ("upper-council", "council of the upper bank"),
        },
        Word.TYPE: {"THREATEN": ("threaten", "threat"), "REQUEST": ("request",)},
        Word.SIDE: {"tr": ("tr", "turkey")},
        Word.ARTICLE: {"gazette-1": ("gazette-1", "the gazette"), "gazette-2": ("gazette-2", "the gazette")},
        Word.TAG: {"To check": ("to check",), "Çeviri": ("ceviri",)},
        Word.LABEL: {"pink": ("pink",), "blue": ("blue",)},
        Word.STARRED: {"yes": ("yes",), "no": ("no",)},
        Word.NOTED: {"yes": ("yes",), "no": ("no",)},
    }
)


def _read_date(text: str) -> tuple[int, int] | None:
    place = read_place(text, Near(minutes_of(date(2020, 6, 20))), MONTHS)
    return None if place is None else (place.start, place.end)


DATES = Dates(_read_date, MONTHS)


def read(typed: str) -> Query:
    return read_query(typed, NAMES, DATES)


@pytest.mark.parametrize(
    ("typed", "text", "terms"),
    [
        ("talks actor:Kalın now", "talks  now", (Term(Word.ACTOR, ("kalin",)),)),
        ("actor:kal", "", (Term(Word.ACTOR, ("kalin",)),)),
        ('ACTOR:"ibrahim kal"', "", (Term(Word.ACTOR, ("kalin",)),)),
        ("actor:upper", "", (Term(Word.ACTOR, ("upper",)),)),
        ("actor:bank", "", (Term(Word.ACTOR, ("upper", "upper-council")),)),
        ("actor:kalin actor:council", " ", (Term(Word.ACTOR, ("kalin", "upper-council")),)),
        ("type:threat side:tr", " ", (Term(Word.SIDE, ("tr",)), Term(Word.TYPE, ("THREATEN",)))),
        ("article:gazette", "", (Term(Word.ARTICLE, ("gazette-1", "gazette-2")),)),
        ("tag:ceviri truce", " truce", (Term(Word.TAG, ("Çeviri",)),)),
        ('tag:"to check"', "", (Term(Word.TAG, ("To check",)),)),
        ("tag:check tag:çev", " ", (Term(Word.TAG, ("To check", "Çeviri")),)),
        ("label:pink label:blue", " ", (Term(Word.LABEL, ("pink", "blue")),)),
        ("starred:yes truce", " truce", (Term(Word.STARRED, ("yes",)),)),
        ("starred:no noted:y", " ", (Term(Word.NOTED, ("yes",)), Term(Word.STARRED, ("yes",), excluded=True))),
        ("actor: talks", " talks", ()),
        ("place:paris note:x http://x", "place:paris note:x http://x", ()),
        ('"actor:kalin" xactor:kalin', '"actor:kalin" xactor:kalin', ()),
        ("actor", "actor", ()),
    ],
)
def test_terms_are_taken_out_and_the_rest_is_text(typed: str, text: str, terms: tuple[Term, ...]) -> None:
    assert read(typed) == Query(text, Filter(terms))


@pytest.mark.parametrize(
    ("typed", "text", "first", "last"),
    [
        ("after:2020-06-11", "", "2020-06-12", None),
        ("after:2020-06", "", "2020-07-01", None),
        ("before:2020-06", "", None, "2020-05-31"),
        ('after:"june 2020" truce', " truce", "2020-07-01", None),
        ("after:june 2020 truce", " truce", "2020-07-01", None),
        ("truce before:8 july 2020", "truce ", None, "2020-07-07"),
        ("before:8 july", "", None, "2020-07-07"),
        ("after:june 8, 2020 before:july", " ", "2020-06-09", "2020-06-30"),
        ("after:2020-06-01 after:2020-06-05", " ", "2020-06-06", None),
        ("after:2019 20 carts", " 20 carts", "2020-01-01", None),
        ("after:jun", "", "2020-07-01", None),
    ],
)
def test_days_months_and_years_bound_the_time(typed: str, text: str, first: str | None, last: str | None) -> None:
    assert read(typed) == Query(text, Filter((), first, last))


@pytest.mark.parametrize(
    ("typed", "misfit"),
    [
        ("actor:nobody talks", Misfit(Word.ACTOR, "nobody")),
        ("side:mars", Misfit(Word.SIDE, "mars")),
        ("tag:mine", Misfit(Word.TAG, "mine")),
        ("after:soon", Misfit(When.AFTER, "soon")),
        ("after:2020 before:2019", Misfit(When.BEFORE, "2019", "2020")),
        ("before:2020-06-11 after:2020-06-10", Misfit(When.BEFORE, "2020-06-11", "2020-06-10")),
        ("after:2019 before:0001", Misfit(When.BEFORE, "0001")),
        ("label:grey", Misfit(Word.LABEL, "grey")),
        ("starred:perhaps", Misfit(Word.STARRED, "perhaps")),
        ("after:9999", Misfit(When.AFTER, "9999")),
        ("before:0001", Misfit(When.BEFORE, "0001")),
        ('actor:"."', Misfit(Word.ACTOR, ".")),
    ],
)
def test_a_value_that_nothing_has_is_told(typed: str, misfit: Misfit) -> None:
    assert read(typed).misfits == (misfit,)


@given(st.text(st.characters() | st.sampled_from('actor:before:type:" \0é8.-/')))
def test_any_text_is_understood_somehow(typed: str) -> None:
    found = read(typed)
    assert len(found.text) <= len(typed)


@pytest.mark.parametrize("typed", ["x" * 100_000, "actor:" * 17_000, '"' * 100_000, "after:8 " * 12_500, "a:" * 50_000])
def test_a_hundred_thousand_characters_are_understood(typed: str) -> None:
    assert len(read(typed).text) <= len(typed)


def test_a_last_name_is_looked_for_in_every_spelling_but_not_in_quotation_marks() -> None:
    names = Names(NAMES.values, {"kalin": ("калын",), "калын": ("kalin",)})
    assert read_query("Kalın talks", names, DATES).text == "Kalın|калын talks"
    assert read_query('"kalin" actor:kalin kali', names, DATES) == Query(
        '"kalin"  kali', Filter((Term(Word.ACTOR, ("kalin",)),))
    )


def test_only_last_names_of_persons_that_are_spelled_in_several_ways_are_alike() -> None:
    actors = {
        "a": Actor("a", "Ibrahim Kalın", ActorKind.PERSON, "Kalın", variants=("Kalin", "Mr Kaline", "Калын")),
        "b": Actor("b", "An ambassador", ActorKind.PERSON, "Ambassador", variants=("Envoy of 2012", "their envoy")),
        "c": Actor("c", "Eastmark", ActorKind.STATE, "Eastmark", variants=("Ostmark",)),
    }
    info = DatasetInfo("x", "X", "1", "", "", "")
    found = Names.of(Library(info, (), actors), {}).alike
    assert found == {
        "kalin": ("kaline", "калын"),
        "kaline": ("kalin", "калын"),
        "калын": ("kalin", "kaline"),
    }
