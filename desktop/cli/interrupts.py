"""Let the system's wishes to end reach a program that waits in Qt's loop, where Python's own answer never comes."""

import signal
import socket
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

ENDING = (signal.SIGINT, signal.SIGTERM)


class Interrupts(QObject):
    """Announces SIGINT (Ctrl+C in the terminal) and SIGTERM (the session ends)."""

    received = Signal(int)
    """A signal's number."""

    def __init__(self, parent: QObject) -> None:
        """Listen until :meth:`close`."""
        super().__init__(parent)
        self._here, self._there = socket.socketpair()
        for end in (self._here, self._there):
            end.setblocking(False)  # noqa: FBT003 - the library's own
        self._notifier = QSocketNotifier(self._here.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)
        self._wakeup = signal.set_wakeup_fd(self._there.fileno())
        self._before = {number: signal.signal(number, _leave_to_the_notifier) for number in ENDING}

    @Slot()
    def _read(self) -> None:
        for number in self._here.recv(64):
            if number in ENDING:
                self.received.emit(number)

    def close(self) -> None:
        """Let signals do again what they did before."""
        for number, before in self._before.items():
            signal.signal(number, before)
        signal.set_wakeup_fd(self._wakeup)
        self._notifier.setEnabled(False)
        self._here.close()
        self._there.close()


def _leave_to_the_notifier(_number: int, _frame: FrameType | None) -> None:
    """Do nothing here: Python has written the number to the socket, and Qt's loop wakes up."""
