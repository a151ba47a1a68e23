"""Sealed packets on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.builders.clips import Clip
from tests.builders.packets import PUBLIC, QUESTION, SECRET, SUPERVISOR, coded_library, frames, opened
from vig_annotator.cli.main import run
from vig_annotator.cli.pass_phrases import VARIABLE
from vig_annotator.exchange import sealing
from vig_annotator.services import reviewing
from vig_annotator.services.packet_keys import open_key, own_key_file

PHRASE = "kettle-robin-maple-tiger-fossil"

Out = pytest.CaptureFixture[str]


@pytest.fixture
def library(tmp_path: Path, plain_film: Clip) -> Path:
    """A library whose film can be sealed."""
    with coded_library(tmp_path / "library", plain_film.path).ws as ws:
        return ws.folder


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    """The supervisor's key, not sealed, as the program age writes it."""
    path = tmp_path / "key.txt"
    path.write_text(f"# created: today\n{SECRET}\n")
    return path


def seal(library: Path, out: Path, *more: str) -> int:
    return run(["packet", "seal", str(library), "--session", "plain", "--out", str(out), "--as", "AB", *more])


def test_seal_open_answer_merge(library: Path, key_file: Path, tmp_path: Path, capsys: Out) -> None:
    out = tmp_path / "visit.vigpacket"
    assert (
        seal(
            library,
            out,
            "--to",
            PUBLIC,
            "--span",
            "f20..f60",
            "--question",
            QUESTION,
            "--for",
            SUPERVISOR,
            "--small",
        )
        == 0
    )
    assert "opens until" in capsys.readouterr().out
    assert run(["packet", "open", str(out), "--key", str(key_file)]) == 0
    told = capsys.readouterr().out
    assert f"A packet of AB for {SUPERVISOR}" in told and QUESTION in told
    assert "F-001 › plain: film, 0:00:01.600" in told and "  AB, A small codebook: 5 tags, 0 remarks" in told
    assert run(["packet", "open", str(out), "--key", str(key_file), "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["sessions"][0]["starts_at_us"] == 800_000
    assert facts["sessions"][0]["films"][0]["duration_us"] == 1_600_000
    with opened(out) as sam:
        reviewing.comment(sam.ws, sam.pass_id, "Lovely.", frames(1, 2))
        sam.answers.write(tmp_path / "back.vigpacket")
    merge = ["packet", "merge", str(library), str(tmp_path / "back.vigpacket"), "--as", "AB"]
    assert run([*merge, "--dry-run"]) == 0
    assert (
        "back.vigpacket from Sam Moor would bring 1 new remark.\n  F-001 › plain · AB: 1 comment\n"
        in capsys.readouterr().out
    )
    assert run([*merge, "--json"]) == 0
    arrived = json.loads(capsys.readouterr().out)
    assert [list(kinds.items()) for kinds in arrived["new"].values()] == [[("comment", 1)]]
    assert (arrived["taken_in"], arrived["known"], arrived["new_coder"]) == (True, 0, True)
    assert run(merge) == 0
    assert "brought nothing new." in capsys.readouterr().out
    assert run(["register", str(library)]) == 0
    told = capsys.readouterr().out
    assert "“plain”  for my supervisor" in told
    assert f"answers of {SUPERVISOR}" in told and "1 remark" in told


def test_pass_phrases_come_from_a_file_or_the_environment(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    out = tmp_path / "visit.vigpacket"
    assert seal(library, out) == 2
    assert "Nobody is there to type the pass phrase" in capsys.readouterr().err
    (phrase := tmp_path / "phrase").write_text(PHRASE + "\n")
    assert seal(library, out, "--pass-phrase-file", str(phrase)) == 0
    assert seal(library, out, "--pass-phrase-file", str(phrase)) == 2
    assert "is already there" in capsys.readouterr().err
    monkeypatch.setenv(VARIABLE, "something else entirely")
    assert run(["packet", "open", str(out)]) == 2
    assert "does not open this packet" in capsys.readouterr().err
    monkeypatch.setenv(VARIABLE, PHRASE)
    assert run(["packet", "open", str(out)]) == 0
    monkeypatch.setenv(VARIABLE, "short")
    assert seal(library, tmp_path / "other.vigpacket") == 2
    assert run(["packet", "open", str(out), "--pass-phrase-file", str(tmp_path / "none")]) == 2
    assert "can't be read from" in capsys.readouterr().err


def test_a_suggested_pass_phrase_is_told(library: Path, tmp_path: Path, capsys: Out) -> None:
    assert seal(library, tmp_path / "visit.vigpacket", "--suggest") == 0
    phrase = capsys.readouterr().err.split("Pass phrase: ")[1].split()[0]
    assert sealing.unseal((tmp_path / "visit.vigpacket").read_bytes(), sealing.Key(phrase))


def test_a_key_is_made_once_and_opens(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    monkeypatch.setenv(VARIABLE, PHRASE)
    assert run(["packet", "key"]) == 0
    public = capsys.readouterr().out.strip()
    assert public.startswith("age1") and own_key_file().is_file()
    assert SECRET[:16].encode() not in own_key_file().read_bytes()
    assert run(["packet", "key"]) == 0
    assert capsys.readouterr().out.strip() == public
    assert open_key(PHRASE).text.startswith("AGE-SECRET-KEY-1")
    out = tmp_path / "visit.vigpacket"
    assert seal(library, out, "--to", public) == 0
    assert run(["packet", "open", str(out)]) == 0
    assert "A packet of AB" in capsys.readouterr().out


def test_what_can_not_be_done_is_told(library: Path, tmp_path: Path, plain_film: Clip, capsys: Out) -> None:
    out = tmp_path / "visit.vigpacket"
    for more, words in (
        (("--to", "age1x"), "no supervisor’s key"),
        (("--to", PUBLIC, "--coder", "Kim"), "Kim coded nothing"),
        (("--to", PUBLIC, "--until", "2000-01-01"), "over already"),
        (("--to", PUBLIC, "--span", "f60..f20"), "ends before it has begun"),
        (("--to", PUBLIC, "--session", "plain2"), "There is no session “plain2”"),
    ):
        assert seal(library, out, *more) == 2
        assert words in capsys.readouterr().err
        assert not out.exists()
    assert run(["packet", "open", str(plain_film.path)]) == 2
    assert "no sealed packet" in capsys.readouterr().err
    assert seal(library, out, "--to", PUBLIC, "--coder", "AB", "--no-sound") == 0
    assert run(["packet", "open", str(out)]) == 2
    assert "there is none on this computer" in capsys.readouterr().err
    assert run(["packet", "merge", str(library), str(out)]) == 2
    assert "answers no packet that was sent from this library" in capsys.readouterr().err
