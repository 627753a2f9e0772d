"""Measure the window on a library: how soon it is drawn, what frames cost, and whether what is drawn is true.

Nothing is imported here that a start must import: a fresh process imports this first, and then looks at the clock.
"""

import time
from pathlib import Path
from typing import Any

from msgspec import to_builtins


def measure(database: Path, count: int) -> dict[str, Any]:
    """Open a library of ``count`` entries on no screen and return the figures; to be run in a process of its own.

    The time to the first complete frame begins here, before Qt and all that reads a library are imported.
    """
    wall, cpu = time.perf_counter(), time.process_time()
    from desktop.cli.bench.opening import opened

    with opened(database) as sitting:
        figures: dict[str, Any] = {
            "n": count,
            "start_to_drawn_ms": round(1000 * (sitting.wall - wall), 1),
            "cpu_to_drawn_ms": round(1000 * (sitting.cpu - cpu), 1),
        }
        # Not sooner: the start would have waited for them.
        from desktop.cli.bench.frames import Course
        from desktop.cli.bench.looking import look_at
        from desktop.cli.bench.memory import pss

        course = Course(sitting.session, sitting.timeline)
        series = {name: to_builtins(course.run(spans)) for name, spans in course.series().items()}
        looks = {
            name: to_builtins(look_at(sitting.session, sitting.timeline, span)) for name, span in course.looks().items()
        }
        return figures | {"pss_mb": pss()} | series | looks
