"""Codebooks as files: reading and checking, extending, translating, comparing, converting, and the printed manual.

The only room that reads or writes YAML.
"""
