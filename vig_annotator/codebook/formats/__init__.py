"""Codebooks of other programs: one module for each format, reading and writing."""
