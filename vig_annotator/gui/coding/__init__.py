"""The coding screen: an open session and everything that a user does with it."""
