"""The coding that two coders make together: at each difference A, B, another code or neither; one step each for undo."""

from __future__ import annotations

from dataclasses import dataclass

from vig_annotator.analysis.side_by_side import Match, Tag, Verdict
from vig_annotator.codebook.loader import LoadedCodebook
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.coding_pass import CodebookSnapshot, CodingPass
from vig_annotator.model.edits import consensus as rules
from vig_annotator.model.edits.linking import completed
from vig_annotator.model.settlement import Choice, Settlement
from vig_annotator.services import passes
from vig_annotator.services.comparing import Comparison
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage.settlements import settlements_of


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of a comparison is settled.

    Attributes:
        settled: by the tags they are about.
        total: how many there are to settle.
    """

    settled: dict[tuple[str | None, str | None], Settlement]
    total: int

    @property
    def count(self) -> int:
        """How many are settled."""
        return len(self.settled)


def about(match: Match) -> tuple[str | None, str | None]:
    """What a settlement of this match is about: the tags of A and of B, None where there is none."""
    return (match.a.id if match.a else None), (match.b.id if match.b else None)


def name_of(compared: Comparison) -> str:
    """What the consensus of two coders is called: it is listed among the codings under this name."""
    return f"Consensus: {compared.a.coder}, {compared.b.coder}"


def consensus_of(ws: Workspace, compared: Comparison) -> CodingPass | None:
    """The consensus of two coders on this session, or None while there is none."""
    name = name_of(compared)
    found = [one for one in passes.passes_of(ws, compared.session.id) if one.joint and one.coder == name]
    return found[-1] if found else None


def begin(ws: Workspace, compared: Comparison) -> CodingPass:
    """The consensus; an empty one is made, with A's codebook, if there is none."""
    known = consensus_of(ws, compared)
    if known is not None:
        return known
    snapshot = ws.get(CodebookSnapshot, compared.a.snapshot_id)
    loaded = LoadedCodebook(compared.codebooks[0], snapshot.yaml_text, snapshot.id)
    return passes.new_pass(ws, compared.session, loaded, name_of(compared), joint=True)


def progress(ws: Workspace, compared: Comparison) -> Progress:
    """What is settled so far of what is compared now."""
    asked = [about(match) for match in compared.matches]
    consensus = consensus_of(ws, compared)
    if consensus is None:
        return Progress({}, len(set(asked)))
    with ws.store.reading() as connection:
        known = {one.about: one for one in settlements_of(connection, consensus.id)}
    # A state that reaches over two stretches is there twice, but settled once.
    return Progress({one: known[one] for one in asked if one in known}, len(set(asked)))


def settle(ws: Workspace, compared: Comparison, match: Match, choice: Choice, new_code: str = "") -> None:
    """Settle one difference; settling it anew replaces what was settled before.

    Raises:
        RuleViolation: the coder has no tag here, the code is of another kind, or a settled state would vanish.
        NotFound: the codebook has no such code, or a tag is gone.
        LibraryNotWritable: the disk is full, or refuses; nothing was changed.
    """
    consensus = begin(ws, compared)
    case = _case(ws, compared, match)
    coding = ws.desk(consensus).coding
    change_set = rules.settle(
        coding, consensus.id, _known(ws, consensus), case, choice, ws.stamp(), new_code=new_code
    )
    _write(ws, consensus, change_set)


def take_agreed(ws: Workspace, compared: Comparison) -> int:
    """Take over what both call the same and nobody has settled; answers how many. One step for undo.

    Raises:
        LibraryNotWritable: the disk is full, or refuses; nothing was changed.
    """
    consensus = begin(ws, compared)
    agreed = {about(match): match for match in compared.matches if match.verdict is Verdict.SAME}
    cases = [_case(ws, compared, match) for match in agreed.values()]
    change_set = rules.take_agreed(
        ws.desk(consensus).coding, consensus.id, _known(ws, consensus), cases, ws.stamp()
    )
    _write(ws, consensus, change_set)
    return len(change_set.changes) // 2


def _case(ws: Workspace, compared: Comparison, match: Match) -> rules.Case:
    def tag(coding_pass: CodingPass, one: Tag | None) -> Annotation | None:
        return None if one is None else ws.desk(coding_pass).coding.get(one.id)

    return rules.Case(tag(compared.a, match.a), tag(compared.b, match.b))


def _known(ws: Workspace, consensus: CodingPass) -> list[Settlement]:
    with ws.store.reading() as connection:
        return settlements_of(connection, consensus.id)


def _write(ws: Workspace, consensus: CodingPass, change_set: ChangeSet) -> None:
    """Write tags and settlements together, with the links that the tags bring or break."""
    tags = tuple(change for change in change_set.changes if isinstance(change.row, Annotation))
    others = tuple(change for change in change_set.changes if not isinstance(change.row, Annotation))
    fresh = [change.row.id for change in tags if change.before is None]
    whole = completed(ws.desk(consensus).coding, ChangeSet(change_set.label, tags), ws.stamp(), fresh)
    ws.history.apply(ChangeSet(change_set.label, (*whole.changes, *others)))
