"""Regular expressions: none takes more than linear time."""
