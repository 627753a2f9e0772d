"""`demarche shot`: a picture of the very window."""

from pathlib import Path

import pytest

from tests.e2e.command import LIMITED, demarche, misused, sentence
from tests.e2e.pictures import differing, look_at

Library = list[str | Path]


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a picture of the dataset that ships, as it opens."""
    folder = tmp_path_factory.mktemp("plain")
    result = demarche("shot", folder / "plain.png", "--database", folder / "library")
    assert (result.stdout, result.stderr) == ("", "")
    return folder / "plain.png"


@pytest.fixture
def here(plain: Path) -> list[str | Path]:
    """Return the options that name the library of the plain picture."""
    return ["--database", plain.with_name("library")]


def test_it_is_the_window_in_its_usual_size_and_light(plain: Path) -> None:
    seen = look_at(plain)
    assert seen.size == (1600, 900)
    assert seen.colours > 200
    assert seen.ground.lightness() > 200


def test_size_and_theme_are_as_asked_for(here: Library, tmp_path: Path) -> None:
    file = tmp_path / "dark.PNG"
    demarche(*here, "shot", file, "--size", "1280x800", "--theme", "dark")
    seen = look_at(file)
    assert seen.size == (1280, 800)
    assert seen.colours > 200
    assert seen.ground.lightness() < 80


def test_the_same_window_gives_the_same_picture(plain: Path, here: Library, tmp_path: Path) -> None:
    demarche(*here, "shot", tmp_path / "again.png")
    assert differing(plain, tmp_path / "again.png") == 0


def test_a_selected_entry_is_to_be_read_and_seen(plain: Path, here: Library, tmp_path: Path) -> None:
    demarche(*here, "shot", tmp_path / "selected.png", "--select", "trump-erdogan-call-2020-06-08")
    assert 0.02 < differing(plain, tmp_path / "selected.png") < 0.5


def test_another_span_shows_another_timeline(plain: Path, here: Library, tmp_path: Path) -> None:
    demarche(*here, "shot", tmp_path / "days.png", "--span", "2020-06-08/2020-06-14")
    demarche(*here, "shot", tmp_path / "month.png", "--span", "2020-06")
    assert differing(plain, tmp_path / "days.png") > 0.02
    assert differing(tmp_path / "month.png", tmp_path / "days.png") > 0.02


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--span", "next week"], "EDTF interval"),
        (["--span", "2020-06-31"], "position 8"),
        (["--span", "2020-06-01/.."], "a beginning and an end"),
        (["--span", "../2020"], "a beginning and an end"),
        (["--size", "1600"], "is no size"),
        (["--theme", "sepia"], "sepia"),
        (["--select", "no-such-entry"], "no-such-entry"),
    ],
)
def test_what_cannot_be_shown_is_wrong_usage(here: Library, tmp_path: Path, words: list[str], told: str) -> None:
    result = demarche(*here, "shot", tmp_path / "out.png", *words, status=2)
    assert told in misused(result)
    assert list(tmp_path.iterdir()) == []


def test_other_formats_are_refused(tmp_path: Path) -> None:
    assert "does not end in .png" in misused(demarche("shot", tmp_path / "out.jpg", status=2))


def test_a_full_disk_keeps_the_former_picture(here: Library, tmp_path: Path) -> None:
    file = tmp_path / "out.png"
    file.write_bytes(b"what was there")
    result = demarche(*here, "shot", file, before=[*LIMITED, "16"], status=1)
    assert sentence(result).startswith(f"{file} was not written: ")
    assert file.read_bytes() == b"what was there"
    assert list(tmp_path.iterdir()) == [file]


def test_a_folder_that_is_not_there_is_told(here: Library, tmp_path: Path) -> None:
    result = demarche(*here, "shot", tmp_path / "nowhere" / "out.png", status=1)
    assert sentence(result) == f"{tmp_path / 'nowhere' / 'out.png'} was not written: No such file or directory."


def test_attached_originals_are_in_the_picture(library: Library, originals: Path, tmp_path: Path) -> None:
    demarche(*library, "shot", tmp_path / "before.png", "--select", "flood")
    demarche(*library, "attach", originals)
    demarche(*library, "shot", tmp_path / "after.png", "--select", "flood")
    assert differing(tmp_path / "before.png", tmp_path / "after.png") > 0
