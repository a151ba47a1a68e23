"""VIG Annotator: play, tag, review and show the moments in which a parent and a baby get it right together."""
