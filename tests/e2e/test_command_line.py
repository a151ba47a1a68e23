"""The installed program, run as another program would run it."""

import csv
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import cv2
import pytest

from sample_clips.frame_pattern import read_pattern
from tests.builders import damage
from tests.builders.clips import Clip


@dataclass(frozen=True)
class Answer:
    status: int
    out: str
    err: str


def program(*arguments: str | Path, cwd: Path | None = None) -> Answer:
    """Run the program without a display."""
    environment = {
        k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    done = subprocess.run(
        [sys.executable, "-m", "vig_annotator", *map(str, arguments)],
        capture_output=True,
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


def is_one_plain_sentence(answer: Answer) -> bool:
    lines = answer.err.strip().splitlines()
    return answer.status == 2 and len(lines) == 1 and len(lines[0]) > 30 and "Traceback" not in answer.err


def test_help_is_everywhere_and_quick_to_name_the_commands() -> None:
    top = program("--help")
    assert top.status == 0
    for command in ("agreement", "codebook", "demo", "export", "frames", "reel", "still"):
        assert command in top.out
        own = program(command, "--help")
        assert own.status == 0
        assert "Usage: vig-annotator" in own.out or "Usage:" in own.out
        assert own.err == ""


def test_version() -> None:
    answer = program("--version")
    assert answer.status == 0
    assert "0." in answer.out


@pytest.mark.skipif(os.name != "posix", reason="needs a pipe whose reader can go first")
def test_a_reader_that_has_seen_enough_is_no_trouble() -> None:
    """As with ``| head -1``: status 1 would say that the answer is “no”."""
    reader, writer = os.pipe()
    os.close(reader)
    try:
        words = [sys.executable, "-m", "vig_annotator", "codebook", "schema"]
        done = subprocess.run(words, stdout=writer, stderr=subprocess.PIPE, check=False)
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


def test_frames_of_a_film(plain_film: Clip, tmp_path: Path) -> None:
    table = tmp_path / "frames.csv"
    answer = program("frames", plain_film.path, "--csv", table)
    assert answer.status == 0, answer.err
    assert "exact" in answer.out
    assert "constant, 25" in answer.out
    with table.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["frame", "pts", "time_us", "keyframe"]
    assert [int(row["frame"]) for row in rows] == list(range(len(plain_film.times_us)))
    assert [int(row["time_us"]) for row in rows] == list(plain_film.times_us)
    assert {row["keyframe"] for row in rows} == {"0", "1"}


def test_frames_of_a_phone_film(phone_film: Clip) -> None:
    answer = program("frames", phone_film.path)
    assert answer.status == 0, answer.err
    assert "variable" in answer.out
    assert "90°" in answer.out


def test_the_table_of_frames_on_standard_output(plain_film: Clip, tmp_path: Path) -> None:
    table = tmp_path / "frames.csv"
    assert program("frames", plain_film.path, "--csv", table).status == 0
    answer = program("frames", plain_film.path, "--csv", "-")
    assert answer.status == 0, answer.err
    assert list(csv.reader(answer.out.splitlines())) == list(
        csv.reader(table.read_text("utf-8").splitlines())
    )
    assert not Path("-").exists()


def test_a_folder_is_no_reel_and_is_named(plain_film: Clip) -> None:
    answer = program("reel", plain_film.path, "--clip", "0..1", "--out", ".")
    assert is_one_plain_sentence(answer), answer
    assert "“.” is not named like one" in answer.err


def test_damage_that_only_decoding_shows(plain_film: Clip, tmp_path: Path) -> None:
    spoilt, tables = damage.spoilt_packet(plain_film.path, tmp_path / "spoilt.mp4", 40), []
    for option, timing in (((), "approximate"), (("--check",), "approximate"), (("--no-check",), "exact")):
        answer = program("frames", spoilt, *option, "--csv", tmp_path / "frames.csv")
        assert answer.status == 0, answer.err
        facts = dict(line.split(":", 1) for line in answer.out.splitlines())
        assert facts["timing"].strip().startswith(timing)
        assert ("0:00:01." in facts["timing"]) == (timing == "approximate")
        assert facts["decoded"].strip().startswith("every" if timing == "approximate" else "no")
        tables.append((tmp_path / "frames.csv").read_text(encoding="utf-8"))
    assert len(set(tables)) == 1


def test_a_still_is_the_frame_upright(phone_film: Clip, tmp_path: Path) -> None:
    out = tmp_path / "still.png"
    answer = program("still", phone_film.path, "--frame", "17", "--out", out)
    assert answer.status == 0, answer.err
    picture = cv2.cvtColor(cv2.imread(str(out)), cv2.COLOR_BGR2RGB)
    assert picture.shape[0] > picture.shape[1], "a portrait film is higher than wide"
    assert read_pattern(picture) == phone_film.numbers[17]


@pytest.mark.parametrize("frame", ["-1", "100", "99999999999999999999"])
def test_a_still_of_no_frame_says_which_there_are(plain_film: Clip, tmp_path: Path, frame: str) -> None:
    out = tmp_path / "still.png"
    answer = program("still", plain_film.path, "--frame", frame, "--out", out)
    assert is_one_plain_sentence(answer), answer
    assert "99" in answer.err
    assert not out.exists()


def test_a_reel_of_frames_and_times(plain_film: Clip, tmp_path: Path) -> None:
    out = tmp_path / "reel.mp4"
    answer = program(
        "reel", plain_film.path, "--clip", "f50..f60", "--clip", "0.4..0:00:00.800", "--out", out
    )
    assert answer.status == 0, answer.err
    film = cv2.VideoCapture(str(out))
    seen = []
    while True:
        there, picture = film.read()
        if not there:
            break
        seen.append(read_pattern(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)))
    assert seen == [*range(50, 60), *range(10, 20)]


def test_a_reel_with_a_title_and_a_slower_replay(plain_film: Clip, tmp_path: Path) -> None:
    out = tmp_path / "reel.mp4"
    asked = [
        "--clip",
        "f50..f60",
        "--replay",
        "0.5",
        "--title",
        "Żółć",
        "--loudness",
        "even",
        "--for",
        "phone",
    ]
    answer = program("reel", plain_film.path, *asked, "--out", out)
    assert answer.status == 0, answer.err
    film = cv2.VideoCapture(str(out))
    assert int(film.get(cv2.CAP_PROP_FRAME_COUNT)) == 3 * 25 + 10 + 20
    answer = program("reel", plain_film.path, "--clip", "0..1", "--speed", "0.1", "--out", out)
    assert is_one_plain_sentence(answer)
    assert "0.25" in answer.err


@pytest.mark.parametrize(
    "clip", ["f60..f50", "f50..f50", "abc..f3", "f3", "f3..f4..f5", "1:99..2:00", "f200..f300", "9..12", ".."]
)
def test_a_clip_that_makes_no_sense_is_told_and_nothing_is_left(
    plain_film: Clip, tmp_path: Path, clip: str
) -> None:
    answer = program("reel", plain_film.path, "--clip", clip, "--out", tmp_path / "reel.mp4")
    assert is_one_plain_sentence(answer), answer
    assert list(tmp_path.iterdir()) == []


def bad_film(kind: str, folder: Path, whole: Path) -> Path:
    target = folder / f"{kind}.mp4"
    match kind:
        case "empty":
            return damage.empty(target)
        case "text":
            return damage.text_named_as_film(target)
        case "sound only":
            return damage.sound_only(target)
        case "no table of contents":
            return damage.without_moov(whole, target)
        case "missing":
            return target
        case "a folder":
            target.mkdir()
            return target
        case "noise":
            target.write_bytes(bytes(range(256)) * 64)
            return target
        case "a pipe":
            os.mkfifo(target)
            return target
        case "a playlist":
            target.write_text(
                "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nhttp://127.0.0.1:9/film.ts\n",
                encoding="utf-8",
            )
            return target
    raise AssertionError(kind)


BAD = [
    "empty",
    "text",
    "sound only",
    "no table of contents",
    "missing",
    "a folder",
    "noise",
    "a pipe",
    "a playlist",
]


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("command", ["frames", "still", "reel"])
def test_what_is_no_film_gets_one_sentence_from_every_command(
    kind: str, command: str, tmp_path: Path, plain_film: Clip
) -> None:
    film = bad_film(kind, tmp_path, plain_film.path)
    rest: dict[str, list[str | Path]] = {
        "frames": ["--csv", tmp_path / "out.csv"],
        "still": ["--frame", "0", "--out", tmp_path / "out.png"],
        "reel": ["--clip", "0..1", "--out", tmp_path / "out.mp4"],
    }
    answer = program(command, film, *rest[command])
    assert is_one_plain_sentence(answer), answer
    assert not list(tmp_path.glob("out.*"))


def test_a_damaged_film_opens_in_part_and_says_so(plain_film: Clip, tmp_path: Path) -> None:
    film = damage.damaged_middle(plain_film.path, tmp_path / "damaged.mp4")
    answer = program("frames", film)
    assert answer.status == 0, answer.err
    assert "approximate: " in answer.out


def test_a_film_that_may_not_be_read(plain_film: Clip, tmp_path: Path) -> None:
    film = tmp_path / "locked.mp4"
    film.write_bytes(plain_film.path.read_bytes())
    film.chmod(0)
    if os.access(film, os.R_OK):
        pytest.skip("this user may read everything")
    assert is_one_plain_sentence(program("frames", film))


@pytest.mark.parametrize("name", ["-dash.mp4", "%03d.mp4", "http:film.mp4", "a b'ü“.mp4", "concat:x|y.mp4"])
def test_any_file_name_is_just_a_name(plain_film: Clip, tmp_path: Path, name: str) -> None:
    film = tmp_path / name
    film.write_bytes(plain_film.path.read_bytes())
    answer = program("frames", "--", name, cwd=tmp_path)
    assert answer.status == 0, answer.err
    assert "100" in answer.out


def test_wrong_words_get_a_sentence_and_a_way_to_help() -> None:
    for words in (
        ["frames"],
        ["reel", "x.mp4"],
        ["frames", "x", "--nonsense"],
        ["nosuchcommand"],
        ["export", "x"],
    ):
        answer = program(*words)
        assert is_one_plain_sentence(answer), answer
        assert "--help" in answer.err


def test_without_a_display_the_window_says_so(plain_film: Clip) -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux runs without a display")
    for words in ([], [plain_film.path], ["demo"]):
        answer = program(*words)
        assert is_one_plain_sentence(answer), answer
        assert "display" in answer.err


def test_the_demo_without_a_window(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    answer = program("demo", "--headless", folder)
    assert answer.status == 0, answer.err
    for name in ("library.sqlite", "reel.mp4", "annotations.csv"):
        assert (folder / name).stat().st_size > 0
    with (folder / "annotations.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert f"{len(rows)} rows" in answer.out
    assert all(row["onset_frame"] for row in rows)
    film = cv2.VideoCapture(str(folder / "reel.mp4"))
    assert film.get(cv2.CAP_PROP_FRAME_COUNT) > 50

    table = tmp_path / "again.csv"
    exported = program(
        "export", folder, "--session", "Playing at the table", "--format", "csv", "--out", table
    )
    assert exported.status == 0, exported.err
    assert table.read_bytes() == (folder / "annotations.csv").read_bytes()

    again = program("demo", "--headless", folder)
    assert again.status == 0, again.err
    assert is_one_plain_sentence(
        program("export", folder, "--session", "nobody", "--format", "csv", "--out", table)
    )
    assert is_one_plain_sentence(
        program("export", tmp_path, "--session", "x", "--format", "csv", "--out", table)
    )


def test_the_demo_does_not_clear_a_folder_that_is_not_its_own(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    answer = program("demo", "--headless", tmp_path)
    assert is_one_plain_sentence(answer), answer
    assert (tmp_path / "letter.txt").read_text(encoding="utf-8") == "dear"


def test_codebooks_are_checked(tmp_path: Path) -> None:
    good = Path(__file__).parents[2] / "codebooks" / "vig_attunement.yaml"
    assert program("codebook", "check", good).status == 0
    bad = tmp_path / "bad.yaml"
    bad.write_text("id: x\ntitel: y\ncodes:\n\t- id: a\n", encoding="utf-8")
    answer = program("codebook", "check", good, bad)
    assert answer.status == 1
    assert "bad.yaml:" in answer.out + answer.err
