"""Other programs' files: what each holds, read without trusting it and written without losing more than is said.

A reader turns bytes into a `document.Document`, a writer turns a document into bytes; neither touches a file or the
library. `formats` lists them, `mapping` says which code each annotation becomes.
"""
