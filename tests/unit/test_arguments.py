"""The command line: what it takes, and how wrong usage is told."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from db.filters import Filter, Word
from desktop import settings
from desktop.cli import arguments as command_line
from desktop.cli.arguments import filter_of, parse
from desktop.cli.usage import UsageError

EXPORT = ("export", "-o", "out.csv")


def wanted(*words: str) -> Filter:
    return filter_of(parse((*EXPORT, *words)))


def test_without_a_command_the_window_is_meant() -> None:
    options = parse([])
    assert (options.command, options.database, options.dataset, options.articles) == (None, None, None, None)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--database", "a.demarche", "--dataset", "data", "check"),
        ("check", "--database", "a.demarche", "--dataset", "data"),
        ("--database", "a.demarche", "check", "--dataset", "data"),
    ],
    ids=["before", "after", "both"],
)
def test_the_library_is_named_before_or_after_the_command(arguments: Sequence[str]) -> None:
    options = parse(arguments)
    assert (options.command, options.database, options.dataset) == ("check", Path("a.demarche"), Path("data"))


@pytest.mark.parametrize("command", ["attach x", "export -o x.csv", "check", "shot x.png", "locate x 0 1"])
def test_every_command_takes_the_library(command: str) -> None:
    assert parse([*command.split(), "--database", "a.demarche"]).database == Path("a.demarche")


@pytest.mark.parametrize(
    "arguments",
    [
        "--colour",
        "inspect",
        "attach",
        "export",
        "export -o x.csv --rows page",
        "export -o x.csv --stars",
        "export -o x.csv --cert",
        "check now",
        "shot",
        "shot x.png --theme sepia",
        "locate x 0",
        "locate x zero one",
        "--database",
        "--articles folder check",
    ],
)
def test_wrong_usage_is_told_in_two_lines_at_most(arguments: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        parse(arguments.split())
    told = capsys.readouterr()
    assert left.value.code == 2
    assert told.out == ""
    assert 1 <= len(told.err.splitlines()) <= 2
    assert "usage:" not in told.err


@pytest.mark.parametrize("command", ["", "attach", "export", "check", "shot", "locate"])
def test_help_is_no_misuse(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        parse([*command.split(), "--help"])
    assert left.value.code == 0
    assert "--database FILE" in capsys.readouterr().out


@pytest.mark.parametrize("size", ["1600x900", "200x200", "10000x10000"])
def test_a_size_is_width_by_height(size: str) -> None:
    assert "{}x{}".format(*parse(["shot", "x.png", "--size", size]).size) == size


@pytest.mark.parametrize("size", ["1600", "x900", "1600x", "-1600x900", "1600×900", "199x900", "1600x10001", "²x²"])
def test_other_sizes_are_refused(size: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        parse(["shot", "x.png", f"--size={size}"])
    assert left.value.code == 2
    assert "1600x900" in capsys.readouterr().err


def test_no_words_mean_no_filter() -> None:
    assert not wanted()


def test_repeated_words_are_alternatives_and_different_ones_conditions() -> None:
    asked = wanted("--kind", "event", "--actor", "erdogan", "--actor", "trump")
    assert asked.term(Word.ACTOR) == ("erdogan", "trump")
    assert asked.term(Word.KIND) == ("event",)


def test_words_exclude_by_their_not_forms() -> None:
    asked = wanted("--publisher", "Bloomberg", "--not-publisher", "The National")
    assert asked.term(Word.PUBLISHER) == ("Bloomberg",)
    assert asked.term(Word.PUBLISHER, excluded=True) == ("The National",)


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("kind", "statement"),
        ("type", "CONSULT"),
        ("quad", "verbal-conflict"),
        ("role", "host"),
        ("form", "mixed"),
        ("basis", "inferred"),
        ("anchor", "altered"),
        ("stance", "ceasefire:for"),
        ("side", "gna"),
        ("article", "mee-2020-06-11"),
        ("channel", "phone"),
        ("search", 'NEAR("oil*"'),
        ("id", "libya-uprising-2011"),
    ],
)
def test_every_word_is_taken_as_it_is(word: str, value: str) -> None:
    assert wanted(f"--{word}", value).term(Word(word)) == (value,)


def test_types_may_be_written_small() -> None:
    assert wanted("--type", "consult").term(Word.TYPE) == ("CONSULT",)


@pytest.mark.parametrize(
    ("word", "value", "told"),
    [
        ("kind", "letter", "event, statement"),
        ("type", "TALK", "CONSULT"),
        ("not-quad", "conflict", "verbal-conflict"),
        ("anchor", "broken", "exact, shifted, altered, lost"),
        ("stance", "ceasefire", "QUESTION:VALUE"),
        ("stance", "ceasefire:perhaps", "for, against, conditional"),
    ],
)
def test_values_that_no_dataset_has_are_wrong_usage(word: str, value: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        wanted(f"--{word}", value)


def test_a_period_is_taken_with_its_ends() -> None:
    asked = wanted("--from", "2020-06", "--to", "2020-07-31", "--certainly")
    assert (asked.first, asked.last, asked.certainly) == ("2020-06", "2020-07-31", True)


def test_stars_are_asked_for_or_excluded() -> None:
    assert wanted("--starred").term(Word.STARRED) == ("yes",)
    assert wanted("--search", " ", "--not-search", "") == Filter()
    assert wanted("--search", "", "--search", "truce").term(Word.SEARCH) == ("truce",)
    assert wanted("--noted").term(Word.NOTED) == ("yes",)
    assert wanted("--tag", "to check", "--not-label", "ochre").term(Word.LABEL, excluded=True) == ("ochre",)
    assert wanted("--not-starred").term(Word.STARRED, excluded=True) == ("yes",)
    with pytest.raises(UsageError, match="exclude each other"):
        wanted("--starred", "--not-starred")


def test_actors_are_asked_for_one_by_one_or_together() -> None:
    assert not wanted("--actor", "a", "--actor", "b").all_actors
    assert wanted("--actor", "a", "--actor", "b", "--actors", "all").all_actors
    with pytest.raises(SystemExit) as left:
        wanted("--actors", "most")
    assert left.value.code == 2


def test_pictures_have_the_lanes_that_the_window_has() -> None:
    assert command_line.GROUPINGS == settings.GROUPINGS


@pytest.mark.parametrize(
    ("words", "command", "files"),
    [
        (["mine.demarche"], None, ["mine.demarche"]),
        (["a.txt", "folder/b", "--dataset", "set"], None, ["a.txt", "folder/b"]),
        (["--dataset", "check", "a.txt"], None, ["a.txt"]),
        (["check"], "check", []),
        (["--database", "x.demarche", "check"], "check", []),
        (["attach", "a.txt"], "attach", []),
    ],
)
def test_files_may_stand_where_a_command_would(words: list[str], command: str | None, files: list[str]) -> None:
    options = parse(words)
    assert options.command == command
    assert [str(file) for file in options.files] == files
