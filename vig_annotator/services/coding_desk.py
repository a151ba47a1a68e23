"""A coding pass on the desk: its annotations in memory, kept as they are on disk."""

from __future__ import annotations

from collections.abc import Sequence

from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.codebook import Code, Codebook
from vig_annotator.model.coding import Coding
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.link import Link


class CodingDesk:
    """What the window reads while somebody codes; got from `Workspace.desk`.

    It follows every change of the library by itself, before anybody else is told: a handler of `Changed` finds it up
    to date.
    """

    def __init__(
        self,
        coding_pass: CodingPass,
        codebook: Codebook,
        annotations: Sequence[Annotation],
        links: Sequence[Link] = (),
    ) -> None:
        self.coding_pass = coding_pass
        self.coding = Coding(codebook, annotations, links)

    @property
    def codebook(self) -> Codebook:
        """The codebook that the pass is made with."""
        return self.coding.codebook

    @property
    def annotations(self) -> Sequence[Annotation]:
        """All annotations of the pass, by onset; not to be changed by the caller."""
        return self.coding.annotations

    @property
    def links(self) -> tuple[Link, ...]:
        """All links of the pass, the oldest first."""
        return self.coding.links

    @property
    def running(self) -> tuple[Annotation, ...]:
        """The states that were started and not yet ended, by onset."""
        return self.coding.running

    def annotation(self, annotation_id: str) -> Annotation | None:
        """The annotation of that id as it is now, or None."""
        return self.coding.get(annotation_id) if annotation_id in self.coding else None

    def code_of(self, annotation: Annotation) -> Code | None:
        """The code of an annotation, or None where the codebook does not know it."""
        return self.codebook.code(annotation.code_id)

    def follow(self, change_set: ChangeSet) -> None:
        """Take over what was written."""
        put: list[Annotation] = []
        discarded: list[str] = []
        for change in change_set.changes:
            row = change.row
            if not isinstance(row, Annotation | Link) or row.pass_id != self.coding_pass.id:
                continue
            match row, change.after is None:
                case Annotation(), True:
                    discarded.append(row.id)
                case Annotation(), False:
                    put.append(row)
                case Link(), True:
                    self.coding.discard_link(row.id)
                case Link(), False:
                    self.coding.put_link(row)
        self.coding.change(put, discarded)
