"""What users do, as plain functions: the window and the command line call these and nothing below them."""
