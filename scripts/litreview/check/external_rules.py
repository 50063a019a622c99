"""The rules that other rooms hold while they read and cite a review's files.

Their severities can be set, and their findings quieted, like those of the registry, but for those that are
`NON_CONFIGURABLE`; a name that stands in neither is a slip of the author's.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from litreview.read.configuration import CONFIG_FILE

#: What reading the files of refs/ may find.
READING: Final[Mapping[str, str]] = MappingProxyType(
    {
        # .bib files
        "bibtex-syntax": "an entry has its braces, commas and values",
        "crossref-cycle": "no entry inherits from itself",
        "crossref-missing": "an entry inherits from one that exists",
        "cyclic-string": "no abbreviation contains itself",
        "data-container": "an entry that only holds data for others is no reference",
        "duplicate-field": "a field stands once in an entry",
        "duplicate-key": "a key names one entry",
        "duplicate-string": "an abbreviation is defined once",
        "encoding": "a file is UTF-8",
        "ignore-syntax": "an ignore is a rule and its reason",
        "key-case": "keys differ in more than capitals",
        "malformed-date": "a date is one that can be read",
        "malformed-identifier": "identifiers have the form and check digit of their kind",
        "malformed-url": "an address is whole, and one alone",
        "missing-key": "an entry has a key",
        "name-syntax": "names of people are divided by “and”",
        "not-bibtex": "a .bib file holds BibTeX",
        "passed-over-field": "two fields that say the same do not differ",
        "placeholder": "a field without a value is left out",
        "string-too-long": "an abbreviation stands for a text of sensible length",
        "undefined-string": "an abbreviation is defined",
        "unknown-command": "LaTeX in a value is understood",
        "unknown-entry-type": "the type of an entry is a known one",
        "unsafe-url": "an address is one that a link can be made of",
        # .yml files
        "misnamed-file": "a file of refs/ has a name that is read",
        "missing-file": "there is a review.yml",
        "outside-link": "links in refs/ and docs/ stay in the project",
        "released-version": "a file in versions/ is a copy that litreview release wrote",
        "schema": "a .yml file has the names and values of its schema",
        "unread-file": "a bibliography in refs/ is one that is read",
        "unreadable-file": "a file can be read",
        "yaml": "a .yml file is YAML",
    }
)
#: What citing and rendering the pages may find.
_ON_PAGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "open-brackets": "brackets on a page are closed",
        "citation-as-link-label": "a citation does not stand where a link's label is expected",
        "citation-behind-number": "a raised citation stands behind no number",
        "citation-in-heading": "headings hold no citations",
        "citation-syntax": "citations are written [@key]",
        "citation-unread": "citations stand where they are read",
        "unclosed-value": "a value of {{ }} is closed",
        "citation-in-html": "citations stand in Markdown, not in HTML",
        "citation-in-link": "the text of a link holds no citation",
        "citation-style": "the review's style exists and can be used",
        "configuration": f"{CONFIG_FILE} says what its builder understands",
        "dead-anchor": "a link to a section leads to one",
        "dead-link": "links and pictures lead to pages and files that are there",
        "document": "the documents that review.yml asks for can be written",
        "doubtful-setting": f"{CONFIG_FILE} has the settings that its builder knows",
        "figure-block": "a figure block can be drawn from the data",
        "foreign-syntax": "what only other programs read is written in our form",
        "front-matter": "the front matter of a page is names and values",
        "interface-text": "texts of the interface are those that the pages have",
        "markdown-conversion": "a page can be converted",
        "markdown-extension": "the Markdown extensions of the configuration can be used",
        "menu-label": "the menu calls a page as its heading does",
        "misattributed-quote": "a citation names a quote of the work that it cites",
        "missing-page": "the navigation leads to pages that are there",
        "page-replaced": "no page of yours stands in for a generated one",
        "preview": "the configuration and the builder give the preview its pages",
        "reserved-character": "a page holds no character that the generator reserves",
        "same-address": "each page has an address of its own",
        "template": "templates of your own can be used",
        "typed-result": "a result that stands in the data is not typed again in the prose",
        "unknown-citation": "pages cite references that exist",
        "unknown-intent": "the intent of a citation is a known one",
        "unknown-quote": "citations name quotes that exist",
        "unreached-page": "the navigation or a link leads to each page",
        "unused-quote": "a citation names each quote",
        "value": "a value in the prose names data that exist",
    }
)
EXTERNAL_RULES: Final[Mapping[str, str]] = MappingProxyType({**READING, **_ON_PAGES})
#: Without the file there is no review to show, and none may publish what is not its own: nobody calls these less than
#: an error.
NON_CONFIGURABLE: Final = frozenset(
    {"configuration", "missing-file", "outside-link", "schema", "unreadable-file", "yaml"}
)
