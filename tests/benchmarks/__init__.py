"""Measured by hand: times beside those of other programs (`make bench`), and what readers of a large site wait for."""
