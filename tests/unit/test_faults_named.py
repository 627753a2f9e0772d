"""What may go wrong, line by line, and the tests that show what the user gets: none of them may be lost unnoticed."""

import ast
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]

FAULTS: dict[str, tuple[str, ...]] = {
    "killed while loading, attaching, editing, upgrading, exporting, backing up, restoring, rescuing": (
        "db/test_replacing.py::test_whatever_stops_it_leaves_all_that_is_the_users_within_reach",
        "e2e/test_killing.py::test_a_kill_at_any_moment_loses_nothing",
        "e2e/test_bad_input.py::test_a_kill_while_loading_leaves_what_was_loaded",
        "e2e/test_window.py::test_a_kill_of_the_open_window_is_followed_by_a_sound_start",
    ),
    "disk full": (
        "db/test_store.py::test_a_full_disk_changes_nothing_and_is_told",
        "e2e/test_bad_input.py::test_a_full_disk_keeps_the_former_export",
        "e2e/test_bad_input.py::test_a_full_disk_while_attaching_keeps_the_library_as_it_was",
        "e2e/test_bad_input.py::test_a_full_disk_while_a_library_is_made_leaves_none",
        "e2e/test_backup.py::test_a_full_disk_leaves_the_earlier_backup",
        "db/test_restoring.py::test_a_full_disk_leaves_the_library_in_its_place",
        "db/test_export_files.py::test_a_disk_that_fills_up_while_rows_are_written",
    ),
    "read-only folder": (
        "db/test_store.py::test_a_folder_that_cannot_be_written_to_leaves_reading",
        "db/test_store.py::test_a_file_that_cannot_be_written_to_leaves_reading",
        "e2e/test_bad_input.py::test_a_folder_that_cannot_be_written_to_is_told",
    ),
    "file locked by another Démarche, or by another program": (
        "db/test_store.py::test_the_second_to_open_a_library_can_only_read_it_and_says_so",
        "db/test_store.py::test_another_process_holds_a_library_until_it_ends",
        "db/test_store.py::test_a_library_that_another_program_writes_to_is_busy",
        "db/test_store.py::test_a_foreign_file_in_the_locks_place_is_named",
    ),
    "a database that is empty, truncated, random, another program's, with hostile triggers, views or schema": (
        "db/test_store.py::test_a_file_that_is_no_sound_library_is_refused_untouched",
        "e2e/test_bad_input.py::test_a_file_that_is_no_library_is_refused_and_left_as_it_is",
        "ui/test_app_faults.py::test_a_file_that_is_no_library_is_moved_aside_only_if_asked",
        "db/test_store.py::test_values_that_the_disk_has_spoilt_are_told_as_damage",
        "db/test_rescuing.py::test_what_can_be_read_of_the_users_is_rescued_from_a_damaged_library",
        "db/test_rescuing.py::test_only_a_table_of_stored_values_is_read",
    ),
    "a database of a newer or an earlier version": (
        "db/test_store.py::test_a_library_of_a_newer_version_is_read_and_says_so",
        "db/test_schema.py::test_a_library_of_every_version_is_opened_with_all_that_is_the_users",
    ),
    "articles that are empty, 50 MB, binary, UTF-16, with BOM, CRLF, NUL, bidirectional controls": (
        "db/test_originals.py::test_a_text_is_read_whatever_its_encoding_and_line_ends",
        "db/test_originals.py::test_bidirectional_controls_stay_where_they_are",
        "db/test_originals.py::test_what_is_no_plain_text_is_refused",
        "db/test_originals.py::test_a_file_larger_than_any_article_is_not_even_read",
    ),
    "dataset files with every fault": (
        "db/test_dataset.py::test_a_fault_names_file_table_key_and_reason",
        "db/test_dataset.py::test_all_faults_are_told_at_once",
        "ui/test_app_faults.py::test_every_fault_of_a_dataset_is_listed_and_what_was_there_opens",
    ),
    "search text of quotes, operators, NEAR, *, 100,000 characters": (
        "db/test_search.py::test_signs_and_words_of_the_query_language_are_only_text",
        "db/test_search.py::test_a_hundred_thousand_characters_are_searched_for",
        "unit/test_query_terms.py::test_a_hundred_thousand_characters_are_understood",
    ),
    "CSV cells that spreadsheets would run": (
        "db/test_export_rows.py::test_cells_that_a_spreadsheet_would_run_are_neutralised_in_every_column",
    ),
    "a window system that does not answer, a monitor unplugged, saved geometry off screen": (
        "e2e/test_display.py::test_where_nothing_answers_there_is_no_display",
        "e2e/test_window.py::test_without_a_display_a_picture_is_written_and_told",
        "ui/test_app_settings.py::test_a_window_whose_monitor_is_unplugged_comes_to_another",
        "ui/test_app_settings.py::test_a_window_that_no_screen_shows_is_brought_back",
    ),
    "hostile input of every reader": ("fuzz/test_fuzz.py::test_no_hostile_input_is_met_by_anything_but_a_refusal",),
    "settings that would end Qt": ("ui/test_settings_file.py::test_what_would_be_built_goes_and_the_rest_stays",),
    "what nobody foresaw": (
        "ui/test_crash.py::test_a_fault_is_shown_with_versions_and_can_be_copied",
        "ui/test_crash.py::test_a_fault_of_native_code_leaves_where_it_happened",
    ),
}


@cache
def names_in(file: str) -> frozenset[str]:
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_has_its_tests(fault: str) -> None:
    for test in FAULTS[fault]:
        file, _, name = test.partition("::")
        assert name in names_in(file), f"{test} is gone: what shows now what the user gets?"
