"""Intervals and pooled estimates, in plain Python: a build needs no numerical library."""
