"""Look at the files and folders that a user offers, and attach the originals among them.

Looking may last, and changes nothing; keeping is short, and is one transaction.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct, field

from db.attaching import keep, look, standing
from db.originals import files_in, read_original
from db.readings import Offer, OriginalError
from db.records import AnchorState, AttachReport
from db.store import Store

Progress = Callable[[int, int], None]


def look_at_files(store: Store, paths: Iterable[Path], progress: Progress) -> list[Offer]:
    """Return what the files are taken for that are meant by paths of files and folders, in order.

    ``progress`` is told of every file, and again and again while one is looked at, and may raise to stop. A file that
    could not be read has ``problem`` set, in words that continue its name.
    """
    files = files_in(paths)
    return [_look(store, file, partial(progress, done, len(files))) for done, file in enumerate(files)]


def keep_offers(store: Store, offers: Iterable[Offer], *, replace: bool) -> list[AttachReport]:
    """Attach what was recognised, all or nothing, and report on every file.

    With ``replace`` a version of an article takes the place of another one that was attached before. Of several
    versions among the offers the one stays in which most passages stand, the first of equal ones. Raises StoreError
    where the library cannot be written.
    """
    versions = _Versions(replace)
    with store.write() as connection:
        return [versions.noted(keep(connection, offer, versions.may_replace)) for offer in offers]


def attach_each(store: Store, files: Sequence[Path], *, replace: bool = True) -> Iterator[AttachReport]:
    """Attach the originals among files, and yield what each was taken for once it is kept, whatever comes after.

    Versions are chosen and replaced as by `keep_offers`.
    """
    versions = _Versions(replace)
    for file in files:
        offer = _look(store, file, _go_on)
        with store.write() as connection:
            report = keep(connection, offer, versions.may_replace)
        yield versions.noted(report)


class _Versions(Struct, frozen=True):
    """How the anchors stand in what was attached so far, to choose among several versions of an article."""

    replace: bool
    attached: dict[str, tuple[int, int]] = field(default_factory=dict)

    def may_replace(self, slug: str, counts: Mapping[AnchorState, int]) -> bool:
        """Tell whether a version may take the place of the one that is attached."""
        if slug in self.attached:
            return standing(counts) > self.attached[slug]
        return self.replace

    def noted(self, report: AttachReport) -> AttachReport:
        """Take note of what was attached, and return the report."""
        if report.article is not None and not report.kept:
            self.attached[report.article] = standing(report.counts)
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
