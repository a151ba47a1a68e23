"""Every loss is counted before anything is written, and what was chosen for it is what is in the file."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from lxml import etree

from tests.unit.exchange.seeds import document
from vig_annotator.errors import UsageError
from vig_annotator.exchange.document import Document, ForeignAnnotation, Observation
from vig_annotator.exchange.formats import FORMATS, format_of_id, prepared, read_document
from vig_annotator.exchange.losses import LEAVE_OUT, SUBSTITUTES, Loss, chosen_from, find_losses

Times = tuple[str, int | None, int | None]


def everything_lossy() -> Document:
    """The seed with a link, an overlap on a tier, and something before the film."""
    seed = document()
    (observation,) = seed.observations
    more = (
        ForeignAnnotation(0, "Toy", 1_500_000, 2_000_000),
        ForeignAnnotation(0, "Face", -300_000, 200_000),
    )
    changed = replace(observation, annotations=(*observation.annotations, *more), links=((2, 0),))
    return replace(seed, observations=(changed,))


def there_and_back(form_id: str, chosen: Mapping[str, str], frame_us: int | None = None) -> Observation:
    form = format_of_id(form_id)
    assert form.write is not None
    ready, _ = prepared(form, everything_lossy(), chosen_from(form_id, chosen), frame_us)
    return read_document(form.write(ready), "x" + form.suffixes[0]).observations[0]


def times(observation: Observation, value: str) -> list[Times]:
    return [(one.value, one.onset_us, one.offset_us) for one in observation.annotations if value in one.value]


def test_every_written_format_says_what_it_loses() -> None:
    assert set(SUBSTITUTES) == {one.id for one in FORMATS if one.write is not None}


def test_elan_counts_every_kind() -> None:
    found = {one.loss: one.count for one in find_losses(everything_lossy(), "eaf", {})}
    assert found == {
        Loss.POINTS: 1,
        Loss.FINE_TIMES: 1,
        Loss.NEGATIVE_TIMES: 1,
        Loss.RUNNING: 1,
        Loss.OVERLAPS: 1,
        Loss.MODIFIERS: 1,
        Loss.NOTES: 2,
        Loss.LINKS: 1,
    }


def test_points_in_elan_as_long_as_a_frame_and_back_as_points() -> None:
    form = format_of_id("eaf")
    ready, losses = prepared(form, everything_lossy(), chosen_from("eaf", {"points": "frame"}), 33_367)
    assert "one frame long" in losses[0].sentence
    assert form.write is not None
    raw = form.write(ready)
    root = etree.fromstring(raw)
    slots = {one.get("TIME_SLOT_ID"): int(one.get("TIME_VALUE")) for one in root.iter("TIME_SLOT")}
    (point,) = root.xpath("//TIER[starts-with(@LINGUISTIC_TYPE_REF, 'vig point')]//ALIGNABLE_ANNOTATION")
    assert slots[point.get("TIME_SLOT_REF2")] - slots[point.get("TIME_SLOT_REF1")] == 33
    back = read_document(raw, "x.eaf").observations[0]
    assert times(back, "Smile") == [("Smile", 1_235_000, 1_235_000)]


@pytest.mark.parametrize(
    ("form_id", "kind"),
    [
        (form_id, loss.value)
        for form_id, kinds in SUBSTITUTES.items()
        for loss, offered in kinds.items()
        if LEAVE_OUT in offered and loss in (Loss.POINTS, Loss.RUNNING, Loss.NEGATIVE_TIMES, Loss.OVERLAPS)
    ],
)
def test_what_is_left_out_is_not_there(form_id: str, kind: str) -> None:
    counts = {one.loss: one.count for one in find_losses(everything_lossy(), form_id, {})}
    usual = there_and_back(form_id, {})
    less = there_and_back(form_id, {kind: "leave-out"})
    assert counts[Loss(kind)] == 1
    assert len(usual.annotations) - len(less.annotations) == 1


def test_a_link_goes_into_the_note() -> None:
    back = there_and_back("eaf", {"links": "in-note"})
    assert [one.note for one in back.annotations if "answers" in one.note] == [
        "soft, “warm”\nanswers Baby: Smile at 1.234567 s"
    ]


def test_exact_times_go_into_the_note() -> None:
    back = there_and_back("boris", {"fine-times": "round-and-note"})
    (smile,) = (one for one in back.annotations if "exactly" in one.note)
    assert smile.onset_us == 1_235_000
    assert smile.note.endswith("exactly 1.234567 s")


def test_modifiers_in_the_label_of_a_textgrid() -> None:
    assert times(there_and_back("textgrid", {"modifiers": "in-name"}), "long")[0][0] == "Face (long)"
    assert times(there_and_back("textgrid", {}), "long") == []


def test_modifiers_and_notes_left_out_of_captions() -> None:
    assert "long" in str(there_and_back("srt", {}).annotations)
    bare = str(there_and_back("srt", {"modifiers": "leave-out", "notes": "leave-out"}).annotations)
    assert "long" not in bare
    assert "warm" not in bare


def test_a_state_without_an_end_in_datavyu() -> None:
    assert (4_000_000, None) in [(a.onset_us, a.offset_us) for a in there_and_back("opf", {}).annotations]
    ended = there_and_back("opf", {"running": "to-end"})
    assert [a.offset_us for a in ended.annotations if a.onset_us == 4_000_000] != [None]


def test_a_file_of_ours_goes_back_into_elan_whole() -> None:
    form = format_of_id("eaf")
    assert form.write is not None
    once = read_document(form.write(document()), "x.eaf")
    twice = read_document(form.write(once), "x.eaf")
    strip = [
        (a.value, a.onset_us, a.offset_us, a.note, a.modifiers) for a in once.observations[0].annotations
    ]
    assert sorted(map(repr, strip)) == sorted(
        repr((a.value, a.onset_us, a.offset_us, a.note, a.modifiers))
        for a in twice.observations[0].annotations
    )
    assert twice.codebook_text == once.codebook_text
    assert find_losses(once, "eaf", {}) != ()


@pytest.mark.parametrize(
    ("chosen", "said"),
    [({"points": "bigger"}, "millisecond"), ({"colour": "x"}, "points"), ({"points": "second"}, "frame")],
)
def test_no_such_substitute(chosen: Mapping[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        chosen_from("eaf", chosen)


def noted(*notes: str) -> Document:
    seed = document()
    (observation,) = seed.observations
    annotations = tuple(
        ForeignAnnotation(0, "Toy", place * 1_000_000, place * 1_000_000 + 500_000, note)
        for place, note in enumerate(notes)
    )
    return replace(seed, format="", observations=(replace(observation, annotations=annotations, links=()),))


def read_back(form_id: str, written: Document) -> tuple[list[str], str]:
    """The notes that come back, and everything that was said to be lost."""
    form = format_of_id(form_id)
    assert form.write is not None
    ready, losses = prepared(form, written, {})
    back = read_document(form.write(ready), "x" + form.suffixes[0]).observations[0]
    return [one.note for one in back.annotations if one.note], " ".join(one.sentence for one in losses)


@pytest.mark.parametrize("form_id", ["eaf", "xlsx"])
def test_characters_that_xml_has_no_place_for_are_told_and_left_out(form_id: str) -> None:
    notes, said = read_back(form_id, noted("a\x01b\x0bc", "d\ufffee", "=1+1", "plain"))
    assert notes == ["abc", "de", "=1+1", "plain"]
    assert "2 texts hold control characters" in said


@pytest.mark.parametrize("form_id", ["eaf", "xlsx"])
def test_nothing_is_said_of_characters_where_all_are_held(form_id: str) -> None:
    assert "characters" not in read_back(form_id, noted("two\nlines", "👶🏽 مرحبا"))[1]


def test_a_text_too_long_for_a_cell_is_cut_and_told() -> None:
    notes, said = read_back("xlsx", noted("x" * 40_000, "short"))
    assert notes == ["x" * 32_767, "short"]
    assert "1 text is too long for a cell and cut after 32,767 characters" in said


def test_datavyu_gets_one_kind_of_line_end() -> None:
    assert read_back("opf", noted("one\r\ntwo\rthree\nfour"))[0] == ["one\ntwo\nthree\nfour"]
