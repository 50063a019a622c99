"""What must hold for any bytes at all, and the two ways to look for bytes for which it does not."""
