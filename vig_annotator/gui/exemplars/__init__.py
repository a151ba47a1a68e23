"""Short clips that show what a code means: kept by a coder, played where the mouse rests on the code."""
