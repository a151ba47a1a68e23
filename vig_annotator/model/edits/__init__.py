"""The rules of changing: from rows as they stand and a wish, to a change set or a plain reason why not. Pure."""
