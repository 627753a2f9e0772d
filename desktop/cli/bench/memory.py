"""The memory that is this process's own, where the system tells it."""

from pathlib import Path

ROLLUP = Path("/proc/self/smaps_rollup")


def pss() -> float | None:
    """Return the proportional set size in MB (10^6 bytes); None where the system does not tell."""
    try:
        lines = ROLLUP.read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    return next((round(int(line.split()[1]) * 1024 / 1e6, 1) for line in lines if line.startswith("Pss:")), None)
