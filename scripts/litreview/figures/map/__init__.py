"""What an evidence map is made of: its bubbles, its grid, and its drawing."""
