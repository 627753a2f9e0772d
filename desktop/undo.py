"""Undo and redo of everything that the user writes: one stack, whose steps are carried out in jobs, in order."""

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Slot
from PySide6.QtGui import QUndoCommand

from db.wishes import (
    Forgetting,
    Labelling,
    NoteWriting,
    Starring,
    Tagging,
    ViewDropping,
    ViewKeys,
    ViewSaving,
    Wish,
)
from desktop.jobs import Progress
from desktop.session import Session
from desktop.vocabulary import named
from desktop.wording import entries

NOTE_ID = 1
SAVED_AFTER = 400
"""ms after which what is being typed into a note is saved, counted from the first letter that was not."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Undo", text)


class Ask(Protocol):
    """Submits a job that writes; see :meth:`desktop.app.Application`."""

    def __call__(
        self,
        work: "Callable[[Any, Progress], Any]",
        done: Callable[[Any], None],
        failed: Callable[[str], None],
    ) -> None:
        """Run ``work`` with the open library; exactly one of the others is called on the GUI thread.

        ``failed`` is told why, in a sentence; nothing where the user stopped it.
        """


class Step:
    """One thing that was written. ``pending`` does it, or takes it back: each time it is replaced by its opposite.

    Jobs run in the order of their asking, so that ``pending`` is always what the next of them needs.
    """

    def __init__(self, wish: Wish) -> None:
        self.pending: Any = wish
        self.asleep = False
        """It is only being moved within the stack, and nothing is to be written."""
        self.dead = False
        """It could not be written, and leaves the stack."""

    def run(self, access: Any, progress: Progress) -> Any:
        """Write; called in a job."""
        outcome = access.write(self.pending, progress)
        self.pending = outcome.back
        return outcome


class Change(QUndoCommand):
    """A step on the stack."""

    def __init__(self, wish: Wish, writer: "Writer") -> None:
        super().__init__(told(wish))
        self.step = Step(wish)
        self._writer = writer
        self._note = (wish.entry, wish.sitting) if isinstance(wish, NoteWriting) else None

    def redo(self) -> None:
        """Write it, for the first time or again."""
        self._writer.carry_out(self.step, forward=True)

    def undo(self) -> None:
        """Take it back."""
        self._writer.carry_out(self.step, forward=False)

    def id(self) -> int:
        """Tell notes from everything else: only they are joined."""
        return NOTE_ID if self._note is not None else -1

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802 - Qt's virtual
        """Take in what was typed after it at one sitting: all of it is undone at once."""
        return isinstance(other, Change) and other._note == self._note and not self.step.dead  # noqa: SLF001


class Writer(QObject):
    """Grants wishes to write. What cannot be written leaves the stack as if it had never been wished for."""

    def __init__(self, session: Session, ask: Ask, parent: QObject) -> None:
        """Grant the wishes of ``session`` from now on."""
        super().__init__(parent)
        self._session, self._ask = session, ask
        self._drafts: dict[str, NoteWriting] = {}
        self._underway: dict[str, int] = {}
        self._typed: dict[str, NoteWriting] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVED_AFTER)
        self._timer.timeout.connect(self.flush)
        session.writing_requested.connect(self._push)
        session.note_typed.connect(self._keep_draft)
        session.note_left.connect(self.flush)

    @Slot(object)
    def _push(self, wish: Wish) -> None:
        self.flush()
        if self._session.writable:
            self._session.undo_stack.push(Change(wish, self))

    # Notes are saved while they are typed

    @Slot(object)
    def _keep_draft(self, wish: NoteWriting) -> None:
        self._drafts[wish.entry] = self._typed[wish.entry] = wish
        self._session.unsaved_notes.add(wish.entry)
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def flush(self) -> None:
        """Save what is typed and not saved yet."""
        self._timer.stop()
        drafts, self._drafts = self._drafts, {}
        for wish in drafts.values():
            self._underway[wish.entry] = self._underway.get(wish.entry, 0) + 1
            self._session.undo_stack.push(Change(wish, self))

    def _note_arrived(self, entry: str) -> None:
        left = self._underway.get(entry, 1) - 1
        if left > 0:
            self._underway[entry] = left
            return
        self._underway.pop(entry, None)
        if entry not in self._drafts:
            self._session.unsaved_notes.discard(entry)
            self._typed.pop(entry, None)

    def unsaved(self) -> str:
        """Return the notes that are not known to be saved, under the titles of their entries."""
        return "\n\n".join(f"{wish.title}\n{wish.text}" for wish in self._typed.values())

    # Steps

    def carry_out(self, step: Step, *, forward: bool) -> None:
        """Ask for a step to be written, or taken back."""
        if step.asleep or step.dead:
            return
        typed = step.pending if isinstance(step.pending, NoteWriting) else None
        self._ask(step.run, partial(self._take, typed), partial(self._roll_back, step, typed, forward))

    def _take(self, typed: NoteWriting | None, outcome: Any) -> None:
        if typed is not None:
            self._note_arrived(typed.entry)
        session = self._session
        found_otherwise = bool(outcome.notes) or outcome.own.tagged is not session.own.tagged
        session.set_own(outcome.own, outcome.notes)
        if session.searched and found_otherwise:
            # What is looked for may be found elsewhere now.
            session.hits_requested.emit(session.searched)

    def _roll_back(self, step: Step, typed: NoteWriting | None, forward: bool, sentence: str) -> None:  # noqa: FBT001
        """Leave the stack as it was before the step, which was not carried out, and say why."""
        stack = self._session.undo_stack
        if forward:
            step.dead = True
            while (at := stack.index()) > 0 and _step(stack.command(at - 1)).dead:
                stack.command(at - 1).setObsolete(True)
                stack.undo()
        else:
            step.asleep = True
            if stack.canRedo() and _step(stack.command(stack.index())) is step:
                stack.redo()
            step.asleep = False
        if typed is not None:
            # Nothing that was typed is lost: it is saved with the next letter, or when the window closes.
            self._note_arrived(typed.entry)
            self._drafts.setdefault(typed.entry, typed)
            self._typed.setdefault(typed.entry, typed)
            self._session.unsaved_notes.add(typed.entry)
        if sentence:
            self._session.write_failed.emit(sentence)
        else:
            self._session.said.emit(_tr("Cancelled; nothing was changed."))


def _step(command: QUndoCommand) -> Step:
    return command.step if isinstance(command, Change) else Step(Forgetting(()))


def told(wish: Wish) -> str:
    """Return what a wish is called in the menu, after Undo or Redo."""
    match wish:
        case Starring(rows, starred):
            text = _tr("star on {entries}") if starred else _tr("removing the star from {entries}")
            return text.format(entries=entries(len(rows)))
        case Labelling(rows, label):
            text = _tr("label {label} on {entries}") if label else _tr("removing the label from {entries}")
            return text.format(label=named(label).lower() if label else "", entries=entries(len(rows)))
        case Tagging(rows, names, gives):
            text = _tr("tag “{tag}” on {entries}") if gives else _tr("removing “{tag}” from {entries}")
            return text.format(tag=", ".join(names), entries=entries(len(rows)))
        case NoteWriting(title=title):
            return _tr("note on “{title}”").format(title=title if len(title) <= 40 else f"{title[:40]}…")
        case ViewSaving(name, _, instead_of):
            if instead_of and instead_of != name:
                return _tr("renaming the view “{name}”").format(name=instead_of)
            return _tr("saving the view “{name}”").format(name=name)
        case ViewDropping(name):
            return _tr("deleting the view “{name}”").format(name=name)
        case ViewKeys():
            return _tr("key of a view")
        case Forgetting(ids):
            return _tr("removing what is on {entries}").format(entries=entries(len(ids)))
