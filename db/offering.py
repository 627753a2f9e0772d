"""Look at the files and folders that a user offers, and attach the originals among them.

Looking may last, and changes nothing; keeping is short, and is one transaction.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from enum import Enum
from functools import partial
from pathlib import Path

from msgspec import Struct, field

from db.attaching import keep, look
from db.originals import files_in, read_original
from db.readings import Counts, Offer, OriginalError, standing
from db.records import AttachReport
from db.store import Store

Progress = Callable[[int, int], None]


class Replace(Enum):
    """Whether a version takes the place of another one of the same article that was attached before."""

    NEVER = "never"
    BETTER = "better"
    """Where more passages stand in it: what it would replace is the user's, and gone for good."""
    ALWAYS = "always"


def look_at_files(store: Store, paths: Iterable[Path], progress: Progress) -> list[Offer]:
    """Return what the files are taken for that are meant by paths of files and folders, in order.

    ``progress`` is told of every file, and again and again while one is looked at, and may raise to stop. A file that
    could not be read has ``problem`` set, in words that continue its name.
    """
    files = files_in(paths)
    return [_look(store, file, partial(progress, done, len(files))) for done, file in enumerate(files)]


def keep_offers(store: Store, offers: Iterable[Offer], *, replace: Collection[str]) -> list[AttachReport]:
    """Attach what was recognised, all or nothing, and report on every file.

    A version takes the place of another one that was attached before only where ``replace`` holds its article's slug.
    Of several versions among the offers the one stays in which most passages stand, the first of equal ones. Raises
    StoreError where the library cannot be written.
    """
    versions = _Versions(lambda slug: Replace.ALWAYS if slug in replace else Replace.NEVER)
    with store.write() as connection:
        return [versions.noted(keep(connection, offer, versions.may_replace)) for offer in offers]


def attach_each(store: Store, files: Sequence[Path], *, replace: Replace) -> Iterator[AttachReport]:
    """Attach the originals among files, and yield what each was taken for once it is kept, whatever comes after.

    Of several versions among the files the one stays in which most passages stand, the first of equal ones.
    """
    versions = _Versions(lambda _slug: replace)
    for file in files:
        offer = _look(store, file, _go_on)
        with store.write() as connection:
            report = keep(connection, offer, versions.may_replace)
        yield versions.noted(report)


class _Versions(Struct, frozen=True):
    """Chooses among several versions of an article; ``attached`` holds those that were met with so far."""

    replace: Callable[[str], Replace]
    attached: set[str] = field(default_factory=set)

    def may_replace(self, slug: str, counts: Counts, there: Counts) -> bool:
        """Tell whether a version may take the place of the one that is attached."""
        wish = Replace.BETTER if slug in self.attached else self.replace(slug)
        return wish is Replace.ALWAYS or (wish is Replace.BETTER and standing(counts) > standing(there))

    def noted(self, report: AttachReport) -> AttachReport:
        """Take note of what was attached, and return the report."""
        if report.article is not None and not report.kept:
            self.attached.add(report.article)
        return report


def _look(store: Store, file: Path, go_on: Callable[[], None]) -> Offer:
    go_on()
    try:
        readings = read_original(file, go_on)
    except OriginalError as error:
        return Offer(str(file), problem=str(error))
    with store.read() as connection:
        return look(connection, str(file), readings, go_on)


def _go_on() -> None:
    """Take no notice of progress: every file gets its line."""
