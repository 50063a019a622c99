"""The guide: its reference made from the code, and its examples built."""
