"""How the anchors stand in an original, in words."""

from collections.abc import Mapping

from db.vocabularies import AnchorState
from desktop.vocabulary import named
from desktop.wording import count


def anchor_words(counts: Mapping[AnchorState, int]) -> str:
    """Return how many anchors stand in each state, without those in which none does; nothing where there are none."""
    return ", ".join(f"{count(counts[state])} {named(state)}" for state in AnchorState if counts.get(state))
