"""Read the command line: the commands, their options, and the filter words that they share.

Wrong usage is told in two lines at most and ends with status 2. ``--database`` and ``--dataset`` may
stand before or after a command's name.
"""

import argparse
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, NoReturn

from db.filters import Certainty, Filter, Word
from db.formats import PICTURES, Format
from db.labels import Label
from db.vocabularies import Act, AnchorState, Basis, Form, Kind, Role, StanceValue, Type
from desktop.cli.usage import UsageError

CLOSED_WORDS: dict[Word, tuple[str, ...]] = {
    Word.KIND: tuple(Kind),
    Word.TYPE: tuple(Type),
    Word.QUAD: tuple(Act),
    Word.ROLE: tuple(Role),
    Word.FORM: tuple(Form),
    Word.BASIS: tuple(Basis),
    Word.CERTAINTY: tuple(Certainty),
    Word.ANCHOR: tuple(AnchorState),
    Word.LABEL: tuple(Label),
}
"""The filter words whose values do not depend on the dataset."""

MOST_MADE_UP = 10_000_000
"""Entries that ``demarche demo`` makes at most."""

GROUPINGS = ("side", "actor", "type", "quad", "article", "channel", "stance", "position")
"""What lanes can be laid out by; the keys of :attr:`db.marks.Marks.groupings`."""
MOST_PAGES = 400
LEAST_SCALE, MOST_SCALE = 0.25, 8.0

HELP = {
    Word.KIND: "event or statement",
    Word.TYPE: "PLOVER's type, or STATEMENT",
    Word.QUAD: "kind of act, such as verbal-conflict",
    Word.ACTOR: "an actor's id, in any role",
    Word.SIDE: "a side's id: where the entry stands",
    Word.ROLE: "the role in which the actor is meant",
    Word.ARTICLE: "an article's slug",
    Word.PUBLISHER: "a publisher's name",
    Word.FORM: "direct, mixed or indirect",
    Word.CHANNEL: "how a statement was made",
    Word.STANCE: "QUESTION:VALUE, such as ceasefire:for",
    Word.BASIS: "explicit, relative or inferred",
    Word.CERTAINTY: "how well the days are known: known, some-day, rough or open",
    Word.ANCHOR: "state of an anchor in an attached original",
    Word.SEARCH: "words to be found",
    Word.ID: "an entry's id",
    Word.TAG: "your tag",
    Word.LABEL: "your colour label: green, pink, ochre, blue or violet",
}


FLAG_HELP = {Word.STARRED: "with your star", Word.NOTED: "with your note"}
"""The words that stand alone."""


_VALUED = frozenset({"--database", "--dataset", "--articles"})
"""The options of the window after which a value stands."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one line, where help is in a second, and leave with status 2."""
        sys.stderr.write(f"{self.prog}: {' '.join(message.split())}\nTry '{self.prog} --help'.\n")
        sys.exit(2)


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the command line; wrong usage exits with status 2.

    The result has ``command`` (None for the window), ``database`` and ``dataset`` (Path or None), ``files`` that the
    window is to open, and what the command takes.
    """
    parser = _Parser(
        prog="demarche",
        description="Who said or did what, to whom, when, and which words in which article say so.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="store_true", help="print the version and leave")
    _add_library(parser, default=None)
    parser.add_argument("--articles", type=Path, metavar="PATH", help="first attach the originals found there")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND | FILE...", parser_class=_Parser)
    _add_attach(commands)
    _add_export(commands)
    _add_import(commands)
    _add_check(commands)
    _add_shot(commands)
    _add_locate(commands)
    _add_demo(commands)
    _add_backup(commands)
    _command(commands, "doctor", "say what there is, where it lies, and what is wrong with it")
    rest, files = take_files(arguments, set(commands.choices))
    options = parser.parse_args(rest)
    options.files = files
    if options.articles is not None and options.command is not None:
        parser.error(f"--articles is for the window, which {options.command} does without; see 'demarche attach'")
    return options


def take_files(arguments: Sequence[str], commands: Collection[str]) -> tuple[list[str], tuple[Path, ...]]:
    """Take out of a command line the files that stand where a command's name would: a library, originals.

    A word counts as a file where it is there, has an ending or names a folder; what else it may be meant as, argparse
    tells.
    """
    rest = list(arguments)
    files: list[Path] = []
    at = 0
    while at < len(rest):
        word = rest[at]
        if word in _VALUED:
            at += 2
        elif word.startswith("-") and word != "-":
            at += 1
        elif files or (word not in commands and (Path(word).suffix or Path(word).name != word or Path(word).exists())):
            files.append(Path(rest.pop(at)))
        else:
            return list(arguments), ()
    return rest, tuple(files)


def _add_library(parser: argparse.ArgumentParser, default: object = argparse.SUPPRESS) -> None:
    parser.add_argument(
        "--database", type=Path, metavar="FILE", default=default, help="the library to use instead of your own"
    )
    parser.add_argument(
        "--dataset", type=Path, metavar="FOLDER", default=default, help="the dataset to load instead of the one shipped"
    )


def _command(commands: Any, name: str, summary: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=summary, description=summary[0].upper() + summary[1:] + ".", allow_abbrev=False
    )
    _add_library(parser)
    return parser


def _add_attach(commands: Any) -> None:
    parser = _command(commands, "attach", "attach the originals of articles to your library")
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file, or a folder of files")
    parser.add_argument(
        "--replace", action="store_true", help="in the place of what is attached, even if fewer passages stand in it"
    )


def _add_export(commands: Any) -> None:
    parser = _command(commands, "export", "write entries or their citations to a file")
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help="the file to write; - is standard output")
    parser.add_argument("--rows", choices=("entry", "citation"), default="entry", help="a row an entry or a passage")
    parser.add_argument("--profile", choices=("spreadsheet", "data"), default="spreadsheet", help="for whom")
    parser.add_argument("--quotations", action="store_true", help="with the words of attached originals")
    parser.add_argument("--own", action="store_true", help="with your stars, tags, labels and notes, in a row an entry")
    parser.add_argument("--format", choices=(*Format, *PICTURES), help="where the file's ending does not tell")
    add_filter(parser)
    pictures = parser.add_argument_group("pictures", "for png, svg and pdf")
    pictures.add_argument("--span", metavar="A/B", help="this period, an EDTF interval, and not all")
    pictures.add_argument("--pages", type=_pages, metavar="N", help="so many pages across, 1 if not told")
    pictures.add_argument("--scale", type=_scale, metavar="N", help="pixels of a PNG for one on screen, 2 if not told")
    pictures.add_argument("--group", choices=GROUPINGS, help="what the lanes are, side if not told")
    pictures.add_argument("--theme", choices=("light", "dark"), help="light if not told")
    parser.add_argument("--columns", metavar="A,B,C", help="the columns of csv and jsonl, in the order wanted")


def _add_import(commands: Any) -> None:
    parser = _command(commands, "import", "make entries of a CSV file that export wrote, or one like it")
    parser.add_argument("file", type=Path, metavar="FILE.csv")
    parser.add_argument("--keep-good", action="store_true", help="import the other rows where some are at fault")


def _add_check(commands: Any) -> None:
    _command(commands, "check", "verify the dataset, the database and the anchors of what is attached")


def _add_shot(commands: Any) -> None:
    parser = _command(commands, "shot", "write a picture of the window")
    parser.add_argument("file", type=Path, metavar="FILE.png")
    parser.add_argument(
        "--size", type=_size, default=(1600, 900), metavar="WxH", help="in pixels, 1600x900 if not told"
    )
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.add_argument("--select", metavar="ID", help="select this entry")
    parser.add_argument("--span", metavar="A/B", help="frame this period, an EDTF interval")


def _add_locate(commands: Any) -> None:
    parser = _command(commands, "locate", "print the locator of a passage, for the maintainer of a dataset")
    parser.add_argument("file", type=Path, metavar="FILE", help="a plain-text original")
    parser.add_argument("start", type=int, metavar="START", help="first code point, counted from 0")
    parser.add_argument("end", type=int, metavar="END", help="code point after the last")


def _add_demo(commands: Any) -> None:
    parser = _command(commands, "demo", "open a library of N made-up entries, which is gone once it is closed")
    parser.add_argument("count", type=_count, metavar="N", help=f"how many: 1 to {MOST_MADE_UP}")
    parser.add_argument("--bench", action="store_true", help="measure it without a display, and print one line of JSON")


def _add_backup(commands: Any) -> None:
    parser = _command(commands, "backup", "write a copy of your library that can be restored")
    parser.add_argument("file", type=Path, metavar="FILE", help="the copy; an earlier one of that name is replaced")


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= MOST_MADE_UP):
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 to {MOST_MADE_UP}")
    return int(text)


def _pages(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= MOST_PAGES):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of pages: 1 to {MOST_PAGES}")
    return int(text)


def _scale(text: str) -> float:
    try:
        scale = float(text)
    except ValueError:
        scale = 0.0
    if not LEAST_SCALE <= scale <= MOST_SCALE:
        raise argparse.ArgumentTypeError(f"{text!r} is no scale from {LEAST_SCALE} to {MOST_SCALE}")
    return scale


def _size(text: str) -> tuple[int, int]:
    width, cross, height = text.partition("x")
    if not (cross and width.isdecimal() and height.isdecimal()) or not (
        200 <= int(width) <= 10_000 and 200 <= int(height) <= 10_000
    ):
        raise argparse.ArgumentTypeError(f"{text!r} is no size: write 1600x900, between 200 and 10000 each")
    return int(width), int(height)


def add_filter(parser: argparse.ArgumentParser) -> None:
    """Give ``parser`` every filter word and its ``--not-`` form."""
    group = parser.add_argument_group("filters", "repeated words mean 'or', different words 'and'; --not-WORD excludes")
    for word, explanation in HELP.items():
        metavar = "TEXT" if word is Word.SEARCH else word.value.upper()
        group.add_argument(f"--{word}", action="append", default=[], metavar=metavar, help=explanation)
        group.add_argument(f"--not-{word}", action="append", default=[], metavar=metavar, help=argparse.SUPPRESS)
    for word, explanation in FLAG_HELP.items():
        group.add_argument(f"--{word}", action="store_true", help=explanation)
        group.add_argument(f"--not-{word}", action="store_true", help=argparse.SUPPRESS)
    group.add_argument("--from", dest="first", metavar="DATE", help="from this day, month or year on (EDTF)")
    group.add_argument("--to", dest="last", metavar="DATE", help="up to and with this day, month or year (EDTF)")
    group.add_argument(
        "--certainly", action="store_true", help="by every reading of the date, at least part of it lies in the period"
    )
    group.add_argument(
        "--actors", choices=("any", "all"), default="any", help="any of the actors asked for, or all of them together"
    )
    group.add_argument("--known-on", metavar="DATE", help="what an article had reported by this day, month or year")


def filter_of(options: argparse.Namespace) -> Filter:
    """Build the filter that the options ask for.

    Raise UsageError for values that no dataset could have; :func:`db.filtering.check` knows the rest.
    """
    joint = options.actors == "all"
    wanted = Filter((), options.first, options.last, options.certainly, joint, options.known_on)
    for word in HELP:
        for excluded in (False, True):
            name = f"not_{word}" if excluded else word.value
            # A search for nothing hides nothing, as in the window.
            given = (value for value in getattr(options, name) if value.strip() or word is not Word.SEARCH)
            values = tuple(_value(word, value) for value in given)
            if values:
                wanted = wanted.with_term(word, values, excluded=excluded)
    for word in FLAG_HELP:
        asked, excluded = getattr(options, word.value), getattr(options, f"not_{word}")
        if asked and excluded:
            raise UsageError(f"--{word} and --not-{word} exclude each other")
        if asked or excluded:
            wanted = wanted.with_term(word, ("yes",), excluded=excluded)
    return wanted


def _value(word: Word, value: str) -> str:
    allowed = CLOSED_WORDS.get(word)
    if word is Word.TYPE:
        value = value.upper()
    if allowed is not None and value not in allowed:
        raise UsageError(f"--{word} knows no {value!r}; it takes {', '.join(allowed)}")
    if word is Word.STANCE and value.partition(":")[2] not in tuple(StanceValue):
        raise UsageError(f"--stance takes QUESTION:VALUE with a value of {', '.join(StanceValue)}, not {value!r}")
    return value
