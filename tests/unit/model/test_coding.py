"""The coding in memory answers as a plain list would, after any puts and discards."""

import random

import pytest

from tests.builders.libraries import at, small_codebook
from vig_annotator.errors import NotFound
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.coding import Coding, worth_building_anew

BOOK = small_codebook().codebook


def test_lanes() -> None:
    coding = Coding(BOOK)
    assert coding.lane_of("face") == coding.lane_of("toy")
    assert coding.lane_of("face") != coding.lane_of("baby_face")
    assert coding.lane_of("voice") == ("code", "voice")
    assert coding.lane_of("unknown") == ("code", "unknown")


def test_an_unknown_code_has_its_id_for_a_name() -> None:
    coding = Coding(BOOK, [Annotation("x", "p", "unknown", at(1), at(2))])
    assert coding.label_of(coding.get("x")) == "unknown"
    with pytest.raises(NotFound):
        coding.get("y")


@pytest.mark.parametrize("seed", range(20))
def test_it_answers_as_a_plain_list_would(seed: int) -> None:
    chance = random.Random(seed)
    coding = Coding(BOOK)
    plain: dict[str, Annotation] = {}
    for step in range(200):
        name = f"{chance.randrange(40):02d}"
        if chance.random() < 0.3:
            coding.discard(name)
            plain.pop(name, None)
        else:
            # Finished states of a lane never overlap: each name has a stretch of ten frames of its own.
            first = int(name) * 10 + chance.randrange(5)
            code = chance.choice(["smile", "face", "toy", "voice"])
            end = first if code == "smile" else chance.choice([None, first + 1, first + 5])
            plain[name] = Annotation(
                name, "p", code, at(first), None if end is None else at(end), revision=step
            )
            coding.put(plain[name])
        _compare(coding, plain, chance)
    _compare(Coding(BOOK, plain.values()), plain, chance)


@pytest.mark.parametrize("seed", range(6))
def test_many_at_once_are_as_one_after_the_other(seed: int) -> None:
    chance = random.Random(seed)
    present = [_tag(number, chance) for number in range(1_000)]
    coding, other = Coding(BOOK, present), Coding(BOOK, present)
    gone = [one.id for one in chance.sample(present, 700)]
    put = [_tag(number, chance) for number in range(500, 1_500)]
    assert worth_building_anew(len(gone) + len(put), len(present))
    coding.change(put, gone)
    for name in gone:
        other.discard(name)
    for one in put:
        other.put(one)
    assert list(coding.annotations) == list(other.annotations)
    assert coding.running == other.running
    for code in ("face", "voice", "smile"):
        lane = coding.lane_of(code)
        assert list(coding.after(lane, at(0))) == list(other.after(lane, at(0)))
    coding.discard(put[0].id)
    coding.put(put[0])
    assert list(coding.annotations) == list(other.annotations)


def _tag(number: int, chance: random.Random) -> Annotation:
    first = number * 10 + chance.randrange(5)
    code = chance.choice(["smile", "face", "toy", "voice"])
    end = first if code == "smile" else chance.choice([None, first + 1, first + 5])
    return Annotation(f"{number:04d}", "p", code, at(first), None if end is None else at(end))


def _compare(coding: Coding, plain: dict[str, Annotation], chance: random.Random) -> None:
    ordered = sorted(plain.values(), key=lambda one: (one.onset_us, one.id))
    assert list(coding.annotations) == ordered
    assert len(coding) == len(ordered)
    assert list(coding.running) == [one for one in ordered if one.offset_us is None]
    onset = chance.randrange(400)
    end = onset + chance.randrange(1, 60)
    for code in ("face", "voice"):
        lane = coding.lane_of(code)
        assert list(coding.overlapping(lane, at(onset), at(end))) == [
            one
            for one in ordered
            if coding.lane_of(one.code_id) == lane
            and one.offset_us is not None
            and one.onset_us < at(end)
            and one.offset_us > at(onset)
        ]
    for name in plain:
        assert name in coding
        assert coding.get(name) == plain[name]
    some = chance.choice(ordered) if ordered else None
    if some is not None:
        assert list(coding.points_at("smile", some.onset_us)) == [
            one for one in ordered if one.code_id == "smile" and one.onset_us == some.onset_us
        ]
