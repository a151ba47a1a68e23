"""How big a foreign file may be, so that none can hold the program up or fill its memory."""

MAX_BYTES = 512_000_000
"""Of a file as it lies on the disk."""

MAX_XML_BYTES = 150_000_000
"""Of an XML file, which takes about fourteen times its size in memory; a day of dense annotation has 10 MB."""

MAX_UNPACKED_BYTES = 512_000_000
"""Of everything in a packed file together."""

MAX_PACKING = 1_000
"""Times that packed content may grow; text packs 3 to 30 times, a bomb 1,000 times and more."""

MAX_PACKED_FILES = 2_000
"""Files in a packed file."""

MAX_ANNOTATIONS = 2_000_000
"""Annotations of one file."""

MAX_TIERS = 100_000
"""Tiers of one file."""

MAX_TIME_US = 10**15
"""Thirty years; a time beyond it is no time of a film, in either direction."""

MAX_TAKEN_IN = 300_000
"""Annotations that a library takes in at once; a coder makes a thousand in a day."""
