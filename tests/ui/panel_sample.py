"""Made-up entries, articles and texts for tests of the panels: actors by letters, about nothing in particular."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtTest import QTest

from db.filters import FacetValue, Word
from db.marks import Drawing, Marks
from db.records import (
    Actor,
    AnchorHealth,
    Article,
    Block,
    Citation,
    DatasetInfo,
    Entry,
    EntryHead,
    EntryLine,
    Library,
    Participation,
    Passage,
    Question,
    ReaderPassage,
    ReaderText,
    Reading,
    Related,
    Side,
    Stance,
)
from db.vocabularies import (
    Act,
    ActorKind,
    AnchorState,
    Basis,
    Form,
    Kind,
    Relation,
    Role,
    StanceValue,
    Status,
    TextKind,
    Type,
)
from desktop.session import Session
from desktop.states import Shown
from desktop.timeline.ordering import Arrangement, ordered
from tests.ui.sample import Spec, marks_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

SIDES = ("Northland", "Eastmark", "Seaboard")
STATEMENT = "a-asks-b"

SPECS = [
    Spec(
        "Actor B calls Actor C", Type.CONSULT, Kind.EVENT, "Eastmark", date(2020, 6, 8), id="call", addressee="Seaboard"
    ),
    Spec(
        "Actor A in a broadcast: Eastmark should do more for the truce",
        Type.REQUEST,
        Kind.STATEMENT,
        "Northland",
        date(2020, 6, 11),
        id=STATEMENT,
        sources=2,
        addressee="Eastmark",
    ),
    Spec("Actor C turns the plan down", Type.REJECT, Kind.STATEMENT, "Seaboard", date(2020, 6, 11), id="rejects"),
    Spec(
        "Some day that week: Actor C moves its troops",
        Type.MOBILIZE,
        Kind.EVENT,
        "Seaboard",
        date(2020, 6, 15),
        date(2020, 6, 19),
        Drawing.ONE_OF,
        id="moves",
    ),
    Spec(
        "A second round of talks, put off",
        Type.CONSULT,
        Kind.EVENT,
        "Eastmark",
        date(2020, 7, 8),
        status=Status.POSTPONED,
        id="talks",
    ),
    Spec("An old settlement", Type.COOPERATE, Kind.EVENT, "Northland", date(2015, 12, 17), id="old"),
    Spec("Actor B on its aims, undated", Type.STATEMENT, Kind.STATEMENT, "Eastmark", id="undated"),
]

ACTORS = MappingProxyType(
    {
        "actor-a": Actor(
            "actor-a",
            "Actor Á",
            ActorKind.PERSON,
            "A",
            "Envoy of Northland",
            "northland",
            "northland",
            ("A.", "Actor A"),
        ),
        "northland": Actor("northland", "Northland", ActorKind.STATE, "Northland", side="northland"),
        "eastmark": Actor("eastmark", "Eastmark", ActorKind.STATE, "Eastmark", side="eastmark"),
        "seaboard": Actor("seaboard", "Seaboard", ActorKind.STATE, "Seaboard", side="seaboard"),
    }
)

FIRST = Article(
    "first-2020-06-11",
    "The First Paper",
    "First Paper",
    "A headline made up for the first paper, so long that it cannot stand on one line",
    "2020-06-11?",
    Basis.INFERRED,
    "From its weekdays.",
    url="https://first.example/story",
)
SECOND = Article(
    "second-2020-06-12",
    "The Second Paper",
    "Second, 12 Jun",
    "Another headline",
    "2020-06-12",
    Basis.EXPLICIT,
    "Printed on it.",
    agency="Wire Service",
)

FIRST_TEXT = (
    "The envoy of Northland wants Eastmark more engaged on both the truce and the talks. "
    "Speaking in a broadcast, the envoy put its restraint down to old wounds.\n\n"
    "Officials of both are to follow up what their leaders settled by telephone three days before. "
    "Seaboard moved troops in that week and turned the plan down.\n\n"
    "What comes next\n\n"
    "A second round of talks was put off until July."
)


def passage_range(words: str, text: str = FIRST_TEXT) -> tuple[int, int]:
    """Return where ``words`` stand in the text."""
    start = text.index(words)
    return start, start + len(words)


REQUEST_WORDS = "The envoy of Northland wants Eastmark more engaged on both the truce and the talks."
CALL_WORDS = "Officials of both are to follow up what their leaders settled by telephone three days before."
MOVE_WORDS = "Seaboard moved troops in that week and turned the plan down."
TALKS_WORDS = "A second round of talks was put off until July."


def sample_marks() -> Marks:
    """Return the columns of the made-up entries."""
    return marks_of(SPECS, SIDES)


def row_of(marks: Marks, identifier: str) -> int:
    """Return the row of an entry."""
    return next(row for row in range(len(marks)) if marks.ids[row] == identifier)


def head_of(marks: Marks, identifier: str) -> EntryHead:
    """Return an entry as a line needs it."""
    spec = next(s for s in SPECS if s.id == identifier)
    day = spec.first.isoformat() if spec.first else None
    return EntryHead(
        identifier, row_of(marks, identifier), spec.kind, spec.type, spec.title, day, spec.status, spec.sources
    )


def sample_library() -> Library:
    """Return the library of the made-up entries."""
    info = DatasetInfo(
        "made-up",
        "Made up",
        "1",
        "2020-06-01/2020-07-31",
        "CC0",
        "0",
        tuple(Side(name.lower(), name, name) for name in SIDES),
        (Question("truce", "Truce", "Should the fighting stop?"), Question("talks", "UN talks")),
    )
    return Library(info, (FIRST, SECOND), ACTORS)


def facets_of(marks: Marks) -> dict[Word, tuple[FacetValue, ...]]:
    """Return counts as a filter would find them."""
    kinds = [s.kind for s in SPECS]
    acts = [head_of(marks, s.id).act for s in SPECS]
    return {
        Word.KIND: tuple(FacetValue(kind, kind, kinds.count(kind)) for kind in Kind),
        Word.QUAD: tuple(FacetValue(act, act, acts.count(act)) for act in Act),
        Word.SIDE: tuple(FacetValue(name.lower(), name, sum(s.side == name for s in SPECS)) for name in SIDES),
        Word.ARTICLE: (FacetValue(FIRST.slug, FIRST.label, 6), FacetValue(SECOND.slug, SECOND.label, 2)),
        Word.STANCE: (FacetValue("truce:for", "Truce: for", 1),),
        Word.TYPE: tuple(FacetValue(t, t, sum(s.type is t for s in SPECS)) for t in Type),
        Word.PUBLISHER: (
            FacetValue(FIRST.publisher, FIRST.publisher, 6),
            FacetValue(SECOND.publisher, SECOND.publisher, 2),
        ),
    }


def shown_of(marks: Marks, hidden: tuple[str, ...] = ()) -> Shown:
    """Return what is left when some entries are hidden."""
    mask = np.array([marks.ids[row] not in hidden for row in range(len(marks))])
    return Shown(mask, int(mask.sum()), int((mask & ~marks.dated).sum()), facets_of(marks))


def sample_session() -> Session:
    """Return a session in which everything is shown and nothing selected."""
    session = Session()
    marks = sample_marks()
    session.set_library(sample_library(), marks, shown_of(marks))
    session.set_span(*(float(marks.place[row_of(marks, name)]) for name in ("call", "talks")))
    return session


def digest_passage(article: Article, words: str) -> Passage:
    """Return a passage of the first digest, or of a digest that is nothing but these words."""
    start, end = passage_range(words) if article is FIRST else (0, len(words))
    return Passage(article.slug, TextKind.DIGEST, 0, start, end, words)


SECOND_WORDS = "The envoy of Northland wants Eastmark to step in over both the truce and politics."


def sample_entry(session: Session) -> Entry:
    """Return the statement that most tests show: two sources, one stance each way, related entries."""
    marks = session.marks
    assert marks is not None
    actor = ACTORS.__getitem__
    return Entry(
        head=replace(head_of(marks, STATEMENT), sources=2),
        summary="Asks Eastmark to press for a truce and for talks, and recalls what two leaders agreed by telephone.",
        mode="",
        date_basis=Basis.RELATIVE,
        date_wording="on Thursday",
        date_reason="The article is of Thursday 11 June.",
        readings=(Reading("2020-06-04", "A week earlier the broadcast had not been made."),),
        place="",
        channel="broadcast interview",
        form=Form.MIXED,
        participations=(
            Participation(actor("actor-a"), Role.SPEAKER),
            Participation(actor("northland"), Role.ON_BEHALF_OF),
            Participation(actor("eastmark"), Role.ADDRESSEE),
        ),
        stances=(Stance("truce", StanceValue.FOR), Stance("talks", StanceValue.CONDITIONAL)),
        citations=(
            Citation(FIRST, FIRST.origin, (digest_passage(FIRST, REQUEST_WORDS),), ()),
            Citation(
                SECOND,
                SECOND.origin,
                (digest_passage(SECOND, SECOND_WORDS),),
                (),
                ("it leaves out the call of the two leaders",),
            ),
        ),
        related=(
            Related(head_of(marks, "rejects"), Relation.RESPONDS_TO, inverse=True, days=0),
            Related(head_of(marks, "call"), None, inverse=False, days=3),
            Related(head_of(marks, "talks"), None, inverse=True, days=27),
        ),
    )


def with_originals(entry: Entry, states: tuple[AnchorState, ...]) -> Entry:
    """Return the entry as it is once originals are attached: the digest's words stand in for theirs."""
    cited = [
        replace(citation, original=tuple(replace(p, text=TextKind.ORIGINAL, state=state) for p in citation.digest))
        for citation, state in zip(entry.citations, states, strict=True)
    ]
    return replace(entry, citations=tuple(cited))


def sample_reader(session: Session, kind: TextKind = TextKind.DIGEST) -> ReaderText:
    """Return the first article's text with five passages, two of which are one."""
    marks = session.marks
    assert marks is not None
    cited = {
        REQUEST_WORDS: (STATEMENT,),
        CALL_WORDS: ("call",),
        MOVE_WORDS: ("moves", "rejects"),
        TALKS_WORDS: ("talks",),
    }
    passages = tuple(
        ReaderPassage(*passage_range(words), tuple(head_of(marks, name) for name in names))
        for words, names in cited.items()
    )
    blocks = []
    at = 0
    for paragraph in FIRST_TEXT.split("\n\n"):
        blocks.append(Block(at, at + len(paragraph), heading=paragraph == "What comes next"))
        at += len(paragraph) + 2
    return ReaderText(FIRST, kind, FIRST_TEXT, tuple(blocks), passages)


def sample_health() -> AnchorHealth:
    """Return anchors of which most are exact."""
    counts = {AnchorState.EXACT: 161, AnchorState.SHIFTED: 4, AnchorState.ALTERED: 0, AnchorState.LOST: 0}
    return AnchorHealth(counts, 1, 2)


def line_of(marks: Marks, row: int) -> EntryLine:
    """Return what the chronology tells of a row."""
    spec = next(s for s in SPECS if s.id == marks.ids[row])
    whom = (spec.addressee,) if spec.addressee else ()
    behalf = ("Northland",) if spec.id == STATEMENT else ()
    where = "Telephone" if spec.id == "call" else ""
    return EntryLine(row, ("A",) if behalf else spec.sides, behalf, whom, where, (FIRST.label,))


def click(
    widget: QWidget,
    at: QPoint | None = None,
    *,
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Click with the left button, in the middle where no place is told."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, keys, at or widget.rect().center())


def press(widget: QWidget, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press and release a key."""
    QTest.keyClick(widget, key, keys)


class Answers(QObject):
    """Answers the chronology's wishes at once, as the database would, and remembers them."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.session = session
        self.asked: list[list[int]] = []
        session.lines_requested.connect(self._lines)
        session.order_requested.connect(self._order)

    @Slot(object, object)
    def _order(self, wish: Arrangement, ranks: object) -> None:
        marks = self.session.marks
        assert marks is not None
        titles = [marks.titles[row] for row in range(len(marks))]
        known = np.array([sorted(titles).index(title) for title in titles], np.int32) if ranks is None else ranks
        self.session.set_order(wish, ordered(marks, wish, known))  # type: ignore[arg-type]

    @Slot(object)
    def _lines(self, rows: np.ndarray) -> None:
        marks = self.session.marks
        assert marks is not None
        self.asked.append([int(row) for row in rows])
        self.session.set_lines(tuple(line_of(marks, int(row)) for row in rows))
