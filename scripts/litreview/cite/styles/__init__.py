"""Citation styles: Jinja templates over CSL data."""
