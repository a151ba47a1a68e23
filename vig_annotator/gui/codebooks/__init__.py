"""The window in which codebooks are made and changed."""
