"""The codebooks that ship: complete, legible, and without other people's words."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from vig_annotator.codebook.colours import EASY_DIFFERENCE, difference, is_legible, smallest_difference
from vig_annotator.codebook.loader import load_codebook
from vig_annotator.codebook.reserved_keys import RESERVED_KEYS
from vig_annotator.codebook.shipped import shipped_codebooks
from vig_annotator.model.codebook import Codebook, Kind, Valence

BOOKS = {path.stem: load_codebook(path).codebook for path in shipped_codebooks()}
SIZES = {
    "vig_attunement": 22,
    "circle_of_security": 25,
    "infant_states": 7,
    "engagement_cues": 23,
    "dyadic_phases": 21,
    "vig_shared_review": 9,
}


@pytest.fixture(params=sorted(BOOKS))
def book(request: pytest.FixtureRequest) -> Codebook:
    return BOOKS[request.param]


def test_all_six_are_there_and_vig_attunement_is_offered_first() -> None:
    assert {name: len(book.codes) for name, book in BOOKS.items()} == SIZES
    assert shipped_codebooks()[0].stem == "vig_attunement"
    assert all(book.id == name for name, book in BOOKS.items())


def test_every_code_is_complete(book: Codebook) -> None:
    assert (
        book.note
        and book.owner
        and book.licence == "CC BY 4.0"
        and book.language == "en-GB"
        and book.decision_rules
    )
    for code in book.codes:
        assert code.definition and code.example and code.counter_example and code.starts_when, code.id
        assert code.key and code.colour, code.id
        assert code.confused_with and all(confusion.note for confusion in code.confused_with), code.id
        assert bool(code.ends_when) == (code.kind is Kind.STATE), code.id


def test_a_parent_never_reads_a_concern_and_never_the_coders_words(book: Codebook) -> None:
    for code in book.codes:
        if code.valence is Valence.CONCERN:
            assert code.parent_label == "", code.id
        assert not re.search(r"\b(adult|clinician|infant|dyad|code|miscue)\b", code.parent_label, re.I), (
            code.id
        )


def test_what_a_parent_reads_is_not_the_coders_label(book: Codebook) -> None:
    told = [code for code in book.codes if code.parent_label]
    assert told, "nothing could be named to a parent"
    assert [code.id for code in told if code.parent_label.casefold() == code.label.casefold()] == []
    # A strength can be named to the parent whom it is about; the guider's own film is not shown to one.
    strengths = [code for code in book.codes if code.valence is Valence.POSITIVE and code.subject != "guider"]
    assert [code.id for code in strengths if not code.parent_label] == []


def test_whoever_does_it_is_one_of_the_subjects_and_in_a_group_of_its_kind(book: Codebook) -> None:
    for code in book.codes:
        assert book.subject(code.subject) is not None, code.id
        group = book.group(code.group)
        assert not (group is not None and group.exclusive and code.kind is Kind.POINT), code.id


def test_a_time_that_the_words_name_is_the_window_or_the_shortest_length(book: Codebook) -> None:
    seconds = {"one": 1, "two": 2, "three": 3, "five": 5, "ten": 10, "thirty": 30}
    within = re.compile(r"(?:within|after|by) about (\w+) seconds?", re.I)
    longer = re.compile(r"(?:for|longer than|at least|more than) about (\w+) seconds?", re.I)
    for code in book.codes:
        words = within if code.kind is Kind.POINT else longer
        told = code.window_us if code.kind is Kind.POINT else code.min_duration_us
        for number in words.findall(code.definition):
            assert told == seconds[number] * 1_000_000, code.id


def test_what_answers_something_has_a_window(book: Codebook) -> None:
    for code in book.codes:
        if code.answers:
            assert code.window_us, code.id
    attunement = BOOKS["vig_attunement"]
    assert [c.id for c in attunement.codes if "baby_initiative" in c.answers] == [
        "received_body",
        "received_voice",
        "receive_respond",
    ]


def test_no_key_is_the_players(book: Codebook) -> None:
    assert not {code.key for code in book.codes} & RESERVED_KEYS


def test_cues_are_never_a_concern() -> None:
    assert all(code.valence is not Valence.CONCERN for code in BOOKS["engagement_cues"].codes)


def test_registered_names_stand_in_no_title_label_or_definition(book: Codebook) -> None:
    words = re.compile(r"circle of security|\bAVIG|\bNCAST|\bICEP|shark|secure hands|\bCOS\b", re.I)
    texts = [book.title, *(group.label for group in book.groups)]
    texts += [
        text for code in book.codes for text in (code.label, code.parent_label, code.definition, code.example)
    ]
    assert [text for text in texts if words.search(text)] == []


def test_spelling_is_british(book: Codebook) -> None:
    text = " ".join(
        f"{code.label} {code.definition} {code.example} {code.counter_example} {code.starts_when} {code.ends_when}"
        for code in book.codes
    )
    assert re.findall(r"\b(?:\w*[^s]ize[ds]?|color|behavior|center|mom|labeled)\b", text) == []


def test_colours_are_legible_in_both_themes(book: Codebook) -> None:
    assert [code.id for code in book.codes if not is_legible(code.colour or "")] == []


def test_colours_of_one_lane_are_told_apart_by_everybody(book: Codebook) -> None:
    close = [
        (one.id, other.id, smallest_difference(one.colour or "", other.colour or ""))
        for one, other in combinations(book.codes, 2)
        if (one.subject, one.group) == (other.subject, other.group)
    ]
    assert [pair for pair in close if pair[2] < EASY_DIFFERENCE] == []
    assert all(difference(a.colour or "", b.colour or "") > 3 for a, b in combinations(book.codes, 2))


def test_what_a_single_key_does_in_the_window_no_code_can_take() -> None:
    from vig_annotator.gui.actions import ACTIONS

    single = {key.lower() for action in ACTIONS for key in action.keys if len(key) == 1}
    assert single <= RESERVED_KEYS
    assert single >= RESERVED_KEYS - {" "}, "a key is kept from coders that the window does not need"
