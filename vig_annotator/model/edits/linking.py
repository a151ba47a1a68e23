"""What answers what: the links that a change of tags brings with it, and links made and broken by hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from vig_annotator.errors import RuleViolation
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet, RowChange
from vig_annotator.model.coding import Coding
from vig_annotator.model.edits.drafting import Stamp, changed, made, quoted, removed
from vig_annotator.model.edits.link_finding import LinkFinder, links_of, may_answer, new_link
from vig_annotator.model.edits.room import described
from vig_annotator.model.link import Link


def completed(coding: Coding, change_set: ChangeSet, stamp: Stamp, fresh: Collection[str] = ()) -> ChangeSet:
    """A change of tags with the links that it brings with it, as one operation.

    Links of tags that go are removed, and links that the codebook no longer allows after a change of code. Fresh tags
    are linked to what they answer, and to what answers them.

    Args:
        coding: the coding as it stands before the change.
        change_set: changes of annotations.
        stamp: who works, and the time.
        fresh: ids of the tags that the coder just set, in the change set or in the coding.
    """
    if not change_set.changes and not fresh:
        return change_set
    work = LinkFinder(coding, change_set)
    made_links = [link for one in fresh for link in work.links_for(one, stamp)]
    return ChangeSet(
        change_set.label, (*map(removed, work.broken), *change_set.changes, *map(made, made_links))
    )


def link(coding: Coding, one_id: str, other_id: str, stamp: Stamp) -> ChangeSet:
    """Link two tags by hand, whichever way round the codebook allows; an answer that answered another lets go of that.

    Raises:
        NotFound: one is not there.
        RuleViolation: neither answers the other in this codebook, the answer comes first, or it is answered already.
    """
    answered, answer = _in_order(coding, coding.get(one_id), coding.get(other_id))
    label = f"link “{coding.label_of(answer)}” to “{coding.label_of(answered)}”"
    before, other = coding.answering(answer.id), coding.answered(answered.id)
    if before is not None and before.answered_id == answered.id:
        return ChangeSet("", ())
    if other is not None:
        by = coding.get(other.answer_id)
        raise RuleViolation(
            f"{described(coding, answered)} is answered already, by {described(coding, by)}.",
            "Break that link first.",
        )
    if before is not None:
        return ChangeSet(label, (changed(before, answered_id=answered.id, by_hand=True),))
    return ChangeSet(label, (made(new_link(answered, answer, stamp, by_hand=True)),))


def unlink(coding: Coding, ids: Collection[str]) -> ChangeSet:
    """Break the links between the tags chosen; where they have none among themselves, all links of theirs.

    Raises:
        NotFound: one is not there.
        RuleViolation: there is no link to break.
    """
    chosen = [coding.get(one) for one in dict.fromkeys(ids)]
    touching = {one.id: one for tag in chosen for one in links_of(coding, tag.id)}
    within = [one for one in touching.values() if one.answered_id in ids and one.answer_id in ids]
    doomed = within or list(touching.values())
    if not doomed:
        raise RuleViolation("There is no link here.", "Choose a tag that is linked.")
    names = quoted(coding.label_of(coding.get(doomed[0].answer_id)), len(doomed), "links")
    return ChangeSet(f"break the link of {names}" if len(doomed) == 1 else f"break {names}", _all(doomed))


def link_all(coding: Coding, stamp: Stamp) -> ChangeSet:
    """Link every answer that is not linked, by the rule of the window, as after an import."""
    answers = [one.id for one in coding.annotations if _answers(coding, one) and not coding.answering(one.id)]
    change_set = completed(coding, ChangeSet("", ()), stamp, answers)
    count = len(change_set.changes)
    return ChangeSet(f"link {count} answer{'' if count == 1 else 's'}" if count else "", change_set.changes)


def _all(links: Iterable[Link]) -> tuple[RowChange, ...]:
    return tuple(removed(one) for one in links)


def _answers(coding: Coding, one: Annotation) -> bool:
    code = coding.codebook.code(one.code_id)
    return code is not None and bool(code.answers)


def _in_order(coding: Coding, one: Annotation, other: Annotation) -> tuple[Annotation, Annotation]:
    """What is answered and what answers it."""
    ways = [
        (answered, answer)
        for answered, answer in ((one, other), (other, one))
        if may_answer(coding.codebook, answer.code_id, answered.code_id)
    ]
    if one.id == other.id or not ways:
        raise RuleViolation(
            f"“{coding.label_of(one)}” and “{coding.label_of(other)}” do not answer each other in this codebook.",
            "Choose an initiative and what answers it.",
        )
    for answered, answer in ways:
        if answered.onset_us <= answer.onset_us:
            return answered, answer
    answered, answer = ways[0]
    raise RuleViolation(
        f"{described(coding, answer)} comes before {described(coding, answered)}.",
        "An answer comes after what it answers.",
    )
