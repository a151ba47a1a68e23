from __future__ import annotations

from dataclasses import replace

from vig_annotator.codebook.compare import What, compare
from vig_annotator.codebook.entry_editing import add_entry, remove_entry, set_entry, set_translation
from vig_annotator.codebook.loader import load_codebook
from vig_annotator.codebook.shipped import shipped_codebook_folder
from vig_annotator.model.codebook import Code, Codebook, Kind, Valence

BOOK = load_codebook(shipped_codebook_folder() / "vig_attunement.yaml").codebook


def _with(code_id: str, **changes: object) -> Codebook:
    return replace(BOOK, codes=tuple(replace(c, **changes) if c.id == code_id else c for c in BOOK.codes))  # type: ignore[arg-type]


def test_the_same_codebook_has_no_differences() -> None:
    assert compare(BOOK, BOOK) == []


def test_each_sort_of_change_is_said_plainly_with_its_annotations() -> None:
    counts = {"warm_voice": 12, "repair": 1}
    cases = {
        What.RENAMED: (_with("warm_voice", label="Warm voice"), "“Warm or playful voice” is now called “Warm voice” (12 annotations)"),
        What.KIND: (_with("repair", kind=Kind.STATE), "“Coming back into step” was a point and is a state: its annotations have no ends (1 annotation)"),
        What.GROUP: (_with("warm_voice", group=None), "“Warm or playful voice” moved from the group “Encourages” to no group (12 annotations)"),
        What.SUBJECT: (_with("warm_voice", subject="dyad"), "“Warm or playful voice” was about “Parent” and is about “Together” (12 annotations)"),
        What.VALENCE: (_with("warm_voice", valence=Valence.NEUTRAL), "“Warm or playful voice” was positive and is neutral (12 annotations)"),
        What.MEANING: (_with("warm_voice", definition="A", example="B"), "“Warm or playful voice” has another definition and example (12 annotations)"),
        What.TIMES: (_with("repair", window_us=5_000_000), "“Coming back into step” has the window 5 s instead of 10 s (1 annotation)"),
        What.KEY: (_with("choice", key="9"), "“Offers a choice and waits” has the key “9” instead of “y” (0 annotations)"),
        What.RETIRED: (_with("choice", retired=True, replaced_by="scaffold", key=None), "“Offers a choice and waits” is retired; “Just enough help” takes its place (0 annotations)"),
    }  # fmt: skip
    for what, (new, sentence) in cases.items():
        assert [(d.what, str(d)) for d in compare(BOOK, new, counts)] == [(what, sentence)]


def test_a_new_id_for_the_same_code_is_seen_through() -> None:
    new = _with("warm_voice", id="voice_warm")
    removed, added = [d for d in compare(BOOK, new, {"warm_voice": 3}) if d.code_id]
    assert (removed.what, removed.replacement, removed.annotations, removed.breaking) == (
        What.REMOVED,
        "voice_warm",
        3,
        True,
    )
    assert (added.what, str(added)) == (What.ADDED, "“Warm or playful voice” is new: a state of “Parent”")


def test_what_no_annotation_uses_breaks_nothing() -> None:
    new = replace(BOOK, codes=BOOK.codes[1:])
    assert [d.breaking for d in compare(BOOK, new, {})] == [False]
    assert [d.breaking for d in compare(BOOK, new)] == [True]


def test_how_keys_make_states_is_said() -> None:
    plain, held = BOOK, replace(BOOK, hold_keys=True)
    assert [str(one) for one in compare(plain, held)] == ["States now last as long as their keys are held"]
    assert [str(one) for one in compare(held, plain)] == [
        "States now go from one press of their key to the next"
    ]


def test_the_gravest_comes_first() -> None:
    new = replace(
        BOOK,
        version="2.0",
        restricted=True,
        groups=tuple(replace(group, exclusive=False) for group in BOOK.groups),
        modifiers=(),
        codes=(
            *(replace(c, colour=None, modifiers=()) for c in reversed(BOOK.codes[1:])),
            Code("new", "New", "infant", Kind.POINT),
        ),
    )
    found = compare(BOOK, new)
    assert [found[0].what, found[-1].what] == [What.REMOVED, What.HEADER]
    sentences = [str(d) for d in found]
    assert "The version was “1.0” and is “2.0”" in sentences
    assert "The codebook is restricted now" in sentences
    assert "States of the group “Attention” may overlap now" in sentences
    assert "The codes stand in another order" in sentences
    assert "The modifier “How did the baby do it?” is gone" in sentences


def test_what_a_code_answers_is_said_by_name() -> None:
    new = _with("receive_respond", answers=("baby_initiative",))
    assert [str(one) for one in compare(BOOK, new)] == [
        "“Takes it up, then adds” answers “Baby's initiative” now, and answered “Baby's initiative”, "
        "“Received with face or body” and “Received with words or sound”"
    ]


def test_what_changed_beside_the_codes_is_said_too() -> None:
    def told(new: Codebook) -> list[str]:
        return [str(one) for one in compare(BOOK, new) if one.what is What.HEADER]

    group, modifier = BOOK.groups[0], BOOK.modifiers[0]
    welsh = set_translation(BOOK, "cy", "codes", "repair", "label", ("Dod yn ôl",))
    assert told(set_entry(BOOK, "subjects", "infant", label="Child")) == [
        "The person “Baby” is now called “Child”"
    ]
    assert told(add_entry(BOOK, "subjects", "Grandma")[0]) == ["The person “Grandma” is new"]
    assert told(set_entry(BOOK, "groups", group.id, label="Looks")) == [
        f"The group “{group.label}” is now called “Looks”"
    ]
    assert told(add_entry(BOOK, "modifiers", "How strong?")[0]) == ["The modifier “How strong?” is new"]
    assert f"The modifier “{modifier.label}” is gone" in told(remove_entry(BOOK, "modifiers", modifier.id))
    assert told(set_entry(BOOK, "modifiers", modifier.id, multiple=not modifier.multiple)) == [
        f"Of “{modifier.label}” only one answer may be chosen now"
    ]
    assert told(welsh) == ["Texts in cy: 1 new"]
    assert [
        str(one)
        for one in compare(welsh, set_translation(welsh, "cy", "codes", "repair", "label", ("Dychwelyd",)))
    ] == ["Texts in cy: 1 changed"]
    assert [str(one) for one in compare(welsh, BOOK)] == ["Texts in cy: 1 gone"]
