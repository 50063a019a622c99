"""The bibliography in formats that other programs read."""
