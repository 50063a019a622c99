"""litreview turns BibTeX and YAML that describe a literature review into a searchable website."""

__version__ = "0.1.0"

#: Where the guide stands; messages that name it give the address.
GUIDE = "https://litreview.github.io/litreview/guide/"
