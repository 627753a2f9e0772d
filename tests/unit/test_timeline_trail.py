"""Back and forward."""

from desktop.timeline.trail import COALESCE, KEPT, Stop, Trail

A, B, C = Stop(0, 10), Stop(20, 30), Stop(40, 50)


def test_back_and_forward_lead_through_what_was_visited() -> None:
    trail = Trail().visited(A, 0).visited(B, 10).visited(C, 20)
    assert trail.here == C
    assert trail.back().here == B
    assert trail.back().back().back().here == A
    assert trail.back().forward().here == C
    assert trail.forward() == trail
    assert Trail().here is None
    assert Trail().back() == Trail()


def test_steps_of_one_movement_are_one_stop() -> None:
    trail = Trail().visited(A, 0).visited(B, 10)
    for step in range(5):
        trail = trail.visited(Stop(20 + step, 30 + step), 10 + (step + 1) * COALESCE / 2)
    assert trail.stops == (A, Stop(24, 34))
    assert trail.back().here == A


def test_the_first_stop_survives_a_movement_that_follows_at_once() -> None:
    trail = Trail().visited(A, 0).visited(B, 0.1).visited(C, 0.2)
    assert trail.stops == (A, C)


def test_a_selection_is_a_stop_of_its_own() -> None:
    chosen = Stop(20, 30, ("entry",))
    trail = Trail().visited(A, 0).visited(B, 10).visited(chosen, 10.1)
    assert trail.stops == (A, B, chosen)
    assert trail.visited(Stop(25, 35, ("entry",)), 10.2).stops == (A, B, chosen, Stop(25, 35, ("entry",)))


def test_what_one_returned_to_is_not_overwritten_and_what_lay_forward_is_dropped() -> None:
    trail = Trail().visited(A, 0).visited(B, 10).visited(C, 20).back()
    onwards = trail.visited(Stop(70, 80), 20.1)
    assert onwards.stops == (A, B, Stop(70, 80))


def test_standing_still_is_no_stop_and_old_stops_are_forgotten() -> None:
    trail = Trail().visited(A, 0)
    assert trail.visited(A, 5) is trail
    for step in range(KEPT + 10):
        trail = trail.visited(Stop(step, step + 1, (str(step),)), step * 10)
    assert len(trail.stops) == KEPT
    assert trail.here == Stop(KEPT + 9, KEPT + 10, (str(KEPT + 9),))
