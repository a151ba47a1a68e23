"""The review of a coding: what is said about it, beside film, timeline and codebook."""
