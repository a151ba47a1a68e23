"""How big a codebook may be, so that no file can hold the program up.

The largest shipped codebook has 25 codes in 30 KB; a coder can't hold 100 codes in mind. The limits are far above that.
"""

MAX_BYTES = 2_000_000
"""Size of a codebook file."""

MAX_NODES = 100_000
"""Values, lists and entries in one file."""

MAX_DEPTH = 12
"""Lists in lists."""

MAX_CODES = 500
"""Codes in one codebook."""

MAX_ITEMS = 2_000
"""Entries of any other list."""

MAX_LIST = 100
"""Items of a list within one field."""

MAX_FAULTS = 200
"""Faults reported at once."""

MAX_LABEL = 120
"""Characters of a label or a title."""

MAX_TEXT = 4_000
"""Characters of a definition, an example or a note."""

MAX_EXTENDS = 8
"""Codebooks that one may rest on, each upon the next."""
