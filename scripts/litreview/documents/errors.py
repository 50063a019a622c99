"""What stops a document from being written."""


class DocumentError(Exception):
    """A document that cannot be written; the message says why and what to do."""
