"""What we write for ELAN, against ELAN's own schema.

The schema is not ours to pass on; ``VIG_EAF_SCHEMA`` names a file EAFv3.0.xsd (it comes with ELAN). Elsewhere this is skipped; the rules
that a writer can break are tested without it in `test_other_readers.py`.
"""

import os
from pathlib import Path

import pytest
from lxml import etree

from tests.unit.exchange.seeds import document
from tests.unit.exchange.test_losses import everything_lossy
from vig_annotator.exchange.document import Document
from vig_annotator.exchange.formats import format_of_id, prepared, read_document
from vig_annotator.exchange.losses import SUBSTITUTES

SCHEMA = os.environ.get("VIG_EAF_SCHEMA", "")
FOLDER = Path(__file__).resolve().parents[3] / "shared" / "interop" / "dev"
REAL = sorted([*FOLDER.glob("eaf/*.eaf"), *FOLDER.glob("etf/*.etf")])

pytestmark = pytest.mark.skipif(not SCHEMA, reason="VIG_EAF_SCHEMA names no schema of ELAN's")


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMA))


def check(schema: etree.XMLSchema, raw: bytes) -> None:
    schema.assertValid(etree.fromstring(raw, etree.XMLParser(huge_tree=True)))


@pytest.mark.parametrize("form_id", ["eaf", "etf"])
def test_our_sessions(schema: etree.XMLSchema, form_id: str) -> None:
    form = format_of_id(form_id)
    assert form.write is not None
    for one in (document(), everything_lossy()):
        check(schema, form.write(one))
    for choice in range(3):
        chosen = {
            loss: offered[min(choice, len(offered) - 1)] for loss, offered in SUBSTITUTES[form_id].items()
        }
        check(schema, form.write(prepared(form, everything_lossy(), chosen)[0]))


def test_a_file_of_ours_that_came_back(schema: etree.XMLSchema) -> None:
    write = format_of_id("eaf").write
    assert write is not None
    check(schema, write(read_document(write(document()), "x.eaf")))


@pytest.mark.corpus
@pytest.mark.parametrize("path", REAL, ids=lambda one: one.name)
def test_real_files_written_back(schema: etree.XMLSchema, path: Path) -> None:
    found: Document = read_document(path.read_bytes(), path.name)
    form = format_of_id(found.format)
    assert form.write is not None
    check(schema, form.write(found))
