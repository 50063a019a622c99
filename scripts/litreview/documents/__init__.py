"""The review as one document: for paper, for a word processor, for an archive, for machines that read text."""
