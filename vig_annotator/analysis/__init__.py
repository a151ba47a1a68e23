"""Numbers about codings: how far two coders agree. Pure functions over plain values; no files, no screen."""
