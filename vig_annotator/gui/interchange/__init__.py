"""The screens that bring in files of other programs and write files for them."""
