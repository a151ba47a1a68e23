"""``python -m vig_annotator`` is the same as ``vig-annotator``."""

from vig_annotator.cli.main import main

if __name__ == "__main__":
    main()
