"""The closed vocabularies of entries, actors and anchors: the words are those of the dataset and of exports.

Event types and quads are those of PLOVER (manual draft 0.8); STATEMENT is added for plain statements, which PLOVER
leaves out. Pure: no Qt, no SQLAlchemy.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    """What an entry is."""

    EVENT = "event"
    STATEMENT = "statement"


class Act(StrEnum):
    """PLOVER's quad, plus the neutral plain statement; the five colours of a mark."""

    VERBAL_COOPERATION = "verbal-cooperation"
    MATERIAL_COOPERATION = "material-cooperation"
    VERBAL_CONFLICT = "verbal-conflict"
    MATERIAL_CONFLICT = "material-conflict"
    STATEMENT = "statement"


class Type(StrEnum):
    """PLOVER's event types in its order, and STATEMENT."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"
    STATEMENT = "STATEMENT"


ACT_OF_TYPE: Mapping[Type, Act] = MappingProxyType(
    {
        Type.AGREE: Act.VERBAL_COOPERATION,
        Type.CONSULT: Act.VERBAL_COOPERATION,
        Type.SUPPORT: Act.VERBAL_COOPERATION,
        Type.CONCEDE: Act.VERBAL_COOPERATION,
        Type.COOPERATE: Act.MATERIAL_COOPERATION,
        Type.AID: Act.MATERIAL_COOPERATION,
        Type.RETREAT: Act.MATERIAL_COOPERATION,
        Type.REQUEST: Act.VERBAL_CONFLICT,
        Type.ACCUSE: Act.VERBAL_CONFLICT,
        Type.REJECT: Act.VERBAL_CONFLICT,
        Type.THREATEN: Act.VERBAL_CONFLICT,
        Type.PROTEST: Act.MATERIAL_CONFLICT,
        Type.SANCTION: Act.MATERIAL_CONFLICT,
        Type.MOBILIZE: Act.MATERIAL_CONFLICT,
        Type.COERCE: Act.MATERIAL_CONFLICT,
        Type.ASSAULT: Act.MATERIAL_CONFLICT,
        Type.STATEMENT: Act.STATEMENT,
    }
)


class Status(StrEnum):
    """Whether a thing took place."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLANNED = "planned"
    POSTPONED = "postponed"
    CLAIMED = "claimed"


class Basis(StrEnum):
    """How a date is known."""

    EXPLICIT = "explicit"
    RELATIVE = "relative"
    INFERRED = "inferred"


class Form(StrEnum):
    """How a statement is reported: in its own words, partly, or in the article's."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class StanceValue(StrEnum):
    """A position towards a question."""

    FOR = "for"
    AGAINST = "against"
    CONDITIONAL = "conditional"


class ActorKind(StrEnum):
    """What an actor is."""

    PERSON = "person"
    STATE = "state"
    ORGANISATION = "organisation"
    ARMED_GROUP = "armed-group"


class Role(StrEnum):
    """The part an actor has in an entry; the first three and the last five, for statements and events."""

    SPEAKER = "speaker"
    ON_BEHALF_OF = "on-behalf-of"
    ADDRESSEE = "addressee"
    LEAD = "lead"
    PARTICIPANT = "participant"
    TARGET = "target"
    HOST = "host"
    MEDIATOR = "mediator"


class Relation(StrEnum):
    """How one entry refers to another; the referring entry comes first."""

    SAID_AT = "said_at"
    RESPONDS_TO = "responds_to"
    PART_OF = "part_of"
    CONTRADICTS = "contradicts"


class AnchorState(StrEnum):
    """How an anchor resolves in an original; see :mod:`db.anchors`."""

    EXACT = "exact"
    SHIFTED = "shifted"
    ALTERED = "altered"
    LOST = "lost"


class TextKind(StrEnum):
    """A version of an article's text."""

    DIGEST = "digest"
    ORIGINAL = "original"
