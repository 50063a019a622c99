"""Numbering, in-text citations and formatted references."""
