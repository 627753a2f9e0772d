"""What may go wrong through no fault of the program, each with a sentence for the user."""

from pathlib import Path

from msgspec import Struct


class StoreError(Exception):
    """A library cannot be opened, read or written; the message is one sentence for the user.

    ``unfit`` tells that the file itself is the reason, so that moving it aside would help.
    """

    def __init__(self, sentence: str, *, unfit: bool = False) -> None:
        super().__init__(sentence)
        self.unfit = unfit


class ExportError(Exception):
    """An export could not be written; one sentence for the user. What was there before is there still."""


class UnlockableError(OSError):
    """Files cannot be locked in a folder, as in some on a network."""


class Fault(Struct, frozen=True, order=True):
    """One thing that is wrong in a dataset: the file, the table (an entry's or actor's id), the key, the reason."""

    file: str
    table: str
    key: str
    reason: str

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.file, self.table, self.key) if part)
        return f"{place}: {self.reason}"


class DatasetError(Exception):
    """A dataset is faulty, and nothing of it was loaded; ``faults`` holds all that is wrong with it."""

    def __init__(self, folder: str, faults: tuple[Fault, ...]) -> None:
        count = "a fault" if len(faults) == 1 else f"{len(faults)} faults"
        super().__init__(f"The dataset in {folder} has {count} and was not loaded; the first: {faults[0]}.")
        self.faults = faults


class RowFault(Struct, frozen=True, order=True):
    """One thing that is wrong in a row that was to be imported: its line from 1, the column or nothing, the reason."""

    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        return f"{self.line}: {self.column}: {self.reason}" if self.column else f"{self.line}: {self.reason}"


class ImportFileError(StoreError):
    """A file is nothing that could be imported; one sentence for the user."""


class ImportFaultsError(Exception):
    """Rows of a file are faulty, and nothing of it was imported; ``faults`` holds all that is wrong with them."""

    def __init__(self, file: Path, faults: tuple[RowFault, ...], rows: int) -> None:
        faulty = len({fault.line for fault in faults})
        are = "is" if faulty == 1 else "are"
        super().__init__(f"{faulty} of {rows} rows of {file} {are} at fault; nothing was imported.")
        self.faults, self.rows = faults, rows
