"""Opens 10,000 mutated sealed packets in one run: each is told in one sentence or opened whole, or the run stops with the seed.

python benchmarks/packet_fuzz.py [--count 10000] [--seed 1]
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.builders.clips import make_clip
from tests.builders.packets import SECRET, coded_library, opened, sealed_packet
from tests.unit.exchange.packet_mutations import check_outcome, mutate
from vig_annotator.exchange import sealing
from vig_annotator.exchange.packet_format import pack
from vig_annotator.exchange.sealing import Key
from vig_annotator.services import reviewing
from vig_annotator.services.packet_answers import answer_of


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        request, answer, sent = contents(Path(folder))
    right = 0
    slowest = 0.0
    began = time.perf_counter()
    for number in range(options.count):
        chance = random.Random(f"{options.seed}/{number}")
        sealed = mutate(chance.choice((request, answer)), chance)
        start = time.perf_counter()
        try:
            right += check_outcome(sealed, sent)
        except Exception:
            Path("packet_fuzz_case.vigpacket").write_bytes(sealed)
            print(
                f"packet {options.seed}/{number} (kept as packet_fuzz_case.vigpacket) was neither told nor opened"
            )
            raise
        slowest = max(slowest, time.perf_counter() - start)
    spent = time.perf_counter() - began
    print(
        f"{options.count:,} mutated packets in {spent:.0f} s: {options.count - right:,} told in one sentence, "
        f"{right:,} opened or taken in whole, no traceback; slowest {slowest * 1000:.0f} ms"
    )
    return 0


def contents(folder: Path) -> tuple[bytes, bytes, tuple[str, ...]]:
    """A request and an answer as they are before they are sealed, and the codings that were sent."""
    film = make_clip(folder / "film.mp4", frames=100, size=(160, 90))
    desk = coded_library(folder / "library", film.path)
    with desk.ws:
        path = sealed_packet(desk, folder / "visit.vigpacket")
        with opened(path) as sam:
            reviewing.accept(sam.ws, sam.pass_id, sam.tags["smile 5"])
            reviewing.amend_code(sam.ws, sam.pass_id, sam.tags["face 10"], "toy", None, "Hands.")
            reviewing.comment(sam.ws, sam.pass_id, "Well coded.")
            reviewing.sum_up(sam.ws, sam.pass_id, "Starts.", "Hands.")
            answer = pack(answer_of(sam.ws))
        return sealing.unseal(path.read_bytes(), Key(text=SECRET)), answer, (desk.coding_pass.id,)


if __name__ == "__main__":
    sys.exit(main())
