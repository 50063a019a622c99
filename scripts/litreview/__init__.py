"""litreview turns BibTeX and YAML that describe a literature review into a searchable website."""

__version__ = "0.1.0"
