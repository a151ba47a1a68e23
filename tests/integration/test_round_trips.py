"""Ours → X → ours, for random sessions and every format that is written: equal but for the losses that are told."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders.libraries import CODEBOOK, small_codebook
from vig_annotator.exchange.formats import FORMATS, read_document
from vig_annotator.exchange.seconds import whole_ms
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.coding import Coding
from vig_annotator.model.coding_pass import CodebookSnapshot, CodingPass
from vig_annotator.model.edits.drafting import made
from vig_annotator.model.ids import new_id
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.model.session import Session
from vig_annotator.services.families import create_family
from vig_annotator.services.interchange import import_file
from vig_annotator.services.interchange_export import ExportChoices, plan_export
from vig_annotator.services.interchange_looking import ImportChoices, ReadFile
from vig_annotator.services.passes import passes_of
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import queries

Seen = tuple[str, str, int, int | None, str, tuple[tuple[str, tuple[str, ...]], ...]]

POINTS = ("smile", "cry")
STATES = ("face", "toy", "away", "baby_face", "voice")
MODIFIERS = {
    "smile": {"strength": ("weak", "strong")},
    "face": {"strength": ("weak", "strong"), "hands": ("left", "right")},
}
TEXT = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=("C", "Z")), max_size=12
)


@dataclass(frozen=True)
class Tag:
    code: str
    onset_us: int
    offset_us: int | None
    note: str
    modifiers: dict[str, tuple[str, ...]]


@st.composite
def tags(draw: st.DrawFn) -> list[Tag]:
    """A coding that the rules allow: states of one lane don't overlap, and last three milliseconds or more."""
    found: list[Tag] = []
    for code in draw(st.lists(st.sampled_from(POINTS), max_size=5)):
        time = draw(st.integers(0, 90_000_000))
        found.append(Tag(code, time, time, draw(TEXT), draw(chosen(code))))
    at = {"face": 0, "baby_face": 0, "voice": 0}
    for code in draw(st.lists(st.sampled_from(STATES), max_size=8)):
        lane = code if code in ("baby_face", "voice") else "face"
        onset = at[lane] + draw(st.integers(1, 3_000_000))
        offset = onset + draw(st.integers(3_000, 9_000_000))
        at[lane] = offset
        found.append(Tag(code, onset, offset, draw(TEXT), draw(chosen(code))))
    if draw(st.booleans()):
        found.append(Tag("voice", at["voice"] + 5_000, None, "", {}))
    return found


def chosen(code: str) -> st.SearchStrategy[dict[str, tuple[str, ...]]]:
    if code not in MODIFIERS:
        return st.just({})
    return st.fixed_dictionaries(
        {},
        optional={
            name: st.lists(
                st.sampled_from(choices), min_size=1, max_size=2 if name == "hands" else 1, unique=True
            ).map(lambda one: tuple(sorted(one)))
            for name, choices in MODIFIERS[code].items()
        },
    )


def seen(ws: Workspace, session_id: str) -> Counter[Seen]:
    counted: Counter[Seen] = Counter()
    for coding_pass in passes_of(ws, session_id):
        with ws.store.reading() as connection:
            for one in queries.annotations_of(connection, coding_pass.id):
                modifiers = tuple(sorted(one.modifiers.items()))
                counted[coding_pass.coder, one.code_id, one.onset_us, one.offset_us, one.note, modifiers] += 1
    return counted


def exact(one: Seen) -> Seen:
    return one


def in_milliseconds(one: Seen) -> Seen:
    coder, code, onset, offset, note, modifiers = one
    end = None if offset is None else whole_ms(offset) * 1000
    return coder, code, whole_ms(onset) * 1000, end, note, modifiers


def without_texts(one: Seen) -> Seen:
    _, code, onset, offset, _, _ = one
    return "imported", code, onset, offset, "", ()


CASES: dict[str, tuple[int, Callable[[Seen], Seen]]] = {
    "csv": (2, exact),
    "tsv": (2, exact),
    "xlsx": (2, exact),
    "parquet": (2, exact),
    "otio": (2, exact),
    "eaf": (2, in_milliseconds),
    "boris": (2, in_milliseconds),
    "opf": (2, in_milliseconds),
    "textgrid": (1, without_texts),
}
"""For each format how many coders it can tell apart, and what becomes of an annotation."""

TIMES_ONLY = ("webvtt", "srt", "gseq")
"""Formats that hold a readable text, not codes: what must come back is when things happen."""


def test_every_format_that_is_written_is_tried() -> None:
    assert {one.id for one in FORMATS if one.write is not None} == {*CASES, *TIMES_ONLY, "etf"}


def begin(folder: Path) -> tuple[Workspace, str]:
    ws = Workspace.open(folder / "library", "AB")
    return ws, create_family(ws).id


def code(ws: Workspace, family_id: str, codings: dict[str, list[Tag]]) -> str:
    session = Session(new_id(), family_id, "Visit “1”", "2026-11-12", created_at=ws.stamp().at)
    changes = [made(session)]
    ws.history.set_up(ChangeSet("add a session", tuple(changes)))
    loaded = small_codebook()
    with ws.store.reading() as connection:
        there = queries.get(connection, CodebookSnapshot, loaded.sha256) is not None
    if not there:
        book = loaded.codebook
        snapshot = CodebookSnapshot(
            loaded.sha256, book.id, book.version, book.title, loaded.yaml_text, ws.stamp().at
        )
        ws.history.set_up(ChangeSet("keep the codebook", (made(snapshot),)))
    for coder, coding in codings.items():
        coding_pass = CodingPass(new_id(), session.id, coder, loaded.sha256, created_at=ws.stamp().at)
        rows = [
            Annotation(
                new_id(),
                coding_pass.id,
                tag.code,
                MediaTime(tag.onset_us),
                None if tag.offset_us is None else MediaTime(tag.offset_us),
                tag.note,
                tag.modifiers,
                coder,
            )
            for tag in coding
        ]
        Coding(loaded.codebook, rows)
        ws.history.apply(ChangeSet("tag", (made(coding_pass), *(made(row) for row in rows))))
    return session.id


def there_and_back(ws: Workspace, session_id: str, form_id: str, codebook: Path) -> Counter[Seen]:
    plan = plan_export(ws, session_id, form_id, ExportChoices(without_names=False))
    assert plan.format.write is not None
    name = f"visit{plan.format.suffixes[0]}"
    document = read_document(plan.format.write(plan.document), name)
    file = ReadFile(codebook.parent / name, "0" * 64, document)
    done = import_file(ws, file, ImportChoices(codebook=codebook))
    assert len(done.sessions) == 1
    return seen(ws, done.sessions[0])


@pytest.mark.parametrize("form_id", CASES)
def test_equal_but_for_what_is_lost(form_id: str, tmp_path: Path) -> None:
    coders, lost = CASES[form_id]
    codebook = tmp_path / "small.yaml"
    codebook.write_text(CODEBOOK, encoding="utf-8")
    ws, family_id = begin(tmp_path)

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(tags(), min_size=1, max_size=coders))
    def walk(codings: list[list[Tag]]) -> None:
        named = {f"coder {n}": coding for n, coding in enumerate(codings) if coding}
        if not named:
            return
        session_id = code(ws, family_id, named)
        expected: Counter[Seen] = Counter()
        for one, count in seen(ws, session_id).items():
            expected[lost(one)] += count
        if form_id == "textgrid":
            last = max(o or on for _, _, on, o, _, _ in expected)
            expected = Counter(
                {
                    (c, k, on, max(last, on + 1) if o is None else o, n, m): x
                    for (c, k, on, o, n, m), x in expected.items()
                }
            )
        assert there_and_back(ws, session_id, form_id, codebook) == expected

    with ws:
        walk()


@pytest.mark.parametrize("form_id", TIMES_ONLY)
def test_times_come_back(form_id: str, tmp_path: Path) -> None:
    codebook = tmp_path / "small.yaml"
    codebook.write_text(CODEBOOK, encoding="utf-8")
    ws, family_id = begin(tmp_path)

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(tags())
    def walk(coding: list[Tag]) -> None:
        finished = [
            tag for tag in coding if tag.offset_us is not None and (form_id == "gseq" or tag.code in STATES)
        ]
        if not finished:
            return
        session_id = code(ws, family_id, {"AB": finished})
        expected = Counter((whole_ms(tag.onset_us), whole_ms(tag.offset_us or 0)) for tag in finished)
        returned = there_and_back(ws, session_id, form_id, codebook)
        came: Counter[tuple[int, int]] = Counter()
        for (_, _, onset, offset, _, _), count in returned.items():
            came[whole_ms(onset), whole_ms(offset or 0)] += count
        assert +came == +expected

    with ws:
        walk()
