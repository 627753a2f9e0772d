"""A copy that lies beside a library, as it is listed to be restored."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path

from msgspec import Struct


class Made(StrEnum):
    """Why a copy was made."""

    DAILY = "daily"
    UPGRADE = "upgrade"
    RESTORE = "restore"


class Kept(Struct, frozen=True):
    """A copy beside a library. ``moment`` is when what it holds was last changed, in UTC; ``size`` in bytes."""

    path: Path
    made: Made
    moment: datetime
    size: int
