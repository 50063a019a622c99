"""The case of titles: which of their capitals are those of names."""
