"""What the user chose in the export dialogs, and the presets kept there, as one value that settings can keep."""

from typing import Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

MOST_PRESETS = 50
LONGEST_NAME = 60


class Preset(Struct, frozen=True):
    """Columns under a name: of a row an entry, or a row a citation."""

    name: str
    citations: bool
    columns: tuple[str, ...]


class PictureChoices(Struct, frozen=True):
    """How the last picture was drawn."""

    form: Literal["png", "svg", "pdf"] = "png"
    window: bool = True
    across: int = 1
    scale: int = 2
    light: bool = False


class ExportChoices(Struct, frozen=True):
    """How the last export was written. Whether quotations were in it is not kept: they are wished for each time."""

    form: str = "csv"
    citations: bool = False
    data: bool = False
    own: bool = False
    folder: str = ""
    entry_columns: tuple[str, ...] = ()
    citation_columns: tuple[str, ...] = ()
    presets: tuple[Preset, ...] = ()
    picture: PictureChoices = PictureChoices()

    def columns(self, *, citations: bool) -> tuple[str, ...]:
        """Return the columns chosen last, none for all."""
        return self.citation_columns if citations else self.entry_columns

    def with_columns(self, columns: tuple[str, ...], *, citations: bool) -> "ExportChoices":
        """Remember columns as chosen."""
        return replace(self, citation_columns=columns) if citations else replace(self, entry_columns=columns)

    def with_preset(self, preset: Preset) -> "ExportChoices":
        """Keep a preset in place of the one of its name; of too many, the oldest goes."""
        return replace(self, presets=(*self.without_preset(preset.name).presets, preset)[-MOST_PRESETS:])

    def without_preset(self, name: str) -> "ExportChoices":
        """Forget a preset."""
        return replace(self, presets=tuple(each for each in self.presets if each.name != name))

    def as_text(self) -> str:
        """Return what :meth:`from_text` reads: JSON."""
        return msgspec.json.encode(self).decode()

    @classmethod
    def from_text(cls, text: str) -> "ExportChoices":
        """Read what :meth:`as_text` wrote, the defaults from an empty text; raise ValueError for anything else."""
        return msgspec.json.decode(text, type=cls) if text else cls()
