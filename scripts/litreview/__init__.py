"""litreview turns BibTeX and YAML that describe a literature review into a searchable website."""

__version__ = "0.1.0"
#: What the package is called where it is installed from, and what services on the network are told.
DISTRIBUTION = "mkdocs-litreview"

#: Where the guide stands; messages that name it give the address.
GUIDE = "https://litreview.github.io/litreview/guide/"
