"""Measuring how long a coder's hand needs: a minute with a light that comes on."""
