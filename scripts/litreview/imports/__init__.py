"""The network, in one place: what public services know of references. No build comes in here."""
