"""What a reference manager takes from a page's head, by the rules of Zotero's embedded-metadata translator.

The rules in our words, as its documentation and source give them:

- The kind of item: a journal's title makes it an article in a journal; the title of a conference, of a book, or the
  name of a technical report's institution or of a university make it what their names say; a title alone makes it an
  article in a journal as well; a page that generators of blogs have made is a post, any other a web page.
- Each field takes the value of its tag. The date is that of `citation_publication_date` or, where that is missing, of
  `citation_date`, then `citation_online_date`, then `citation_year`.
- Every `citation_author` is a person of its own; semicolons part several in one tag. With a comma the family name
  stands first, otherwise the last word is the family name.
- Pages are `citation_firstpage`, with `citation_lastpage` behind a hyphen if there is one.
- The address is `citation_public_url`, else `citation_abstract_html_url`, else `citation_fulltext_html_url`, else the
  page's own. A PDF is attached from `citation_pdf_url`, the PMID noted.
- Keywords are parted at semicolons. The abstract is `citation_abstract`, else the page's description.
- A title that ends in the journal's title, after a mark, loses it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

_FIELDS = {
    "title": ("title",),
    "date": ("publication_date", "date", "online_date", "year"),
    "publicationTitle": ("journal_title",),
    "journalAbbreviation": ("journal_abbrev",),
    "volume": ("volume",),
    "issue": ("issue",),
    "publisher": ("publisher",),
    "DOI": ("doi",),
    "ISSN": ("issn", "eIssn"),
    "language": ("language",),
    "url": ("public_url", "abstract_html_url", "fulltext_html_url"),
    "abstractNote": ("abstract",),
}
_KINDS = {
    "journal_title": "journalArticle",
    "technical_report_institution": "report",
    "conference_title": "conferencePaper",
    "conference": "conferencePaper",
    "book_title": "bookSection",
    "dissertation_institution": "thesis",
}


@dataclass
class Head(HTMLParser):
    """The metas, links and data blocks of a page's head."""

    html: str
    metas: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    links: list[dict[str, str]] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    spans: list[str] = field(default_factory=list)
    _in_data: bool = False

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "meta" and "name" in values:
            self.metas[values["name"]].append(values.get("content", ""))
        elif tag == "link":
            self.links.append(values)
        elif tag == "span" and values.get("class") == "Z3988":
            self.spans.append(values["title"])
        elif tag == "script" and values.get("type") == "application/ld+json":
            self._in_data = True
            self.data.append("")

    def handle_endtag(self, tag: str) -> None:
        self._in_data = self._in_data and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._in_data:
            self.data[-1] += data

    def rel(self, name: str) -> list[dict[str, str]]:
        """The links of a relation."""
        return [link for link in self.links if link.get("rel") == name]


def item(head: Head, address: str = "") -> dict[str, Any]:
    """The item that the translator makes of a page's head."""
    said = {name.removeprefix("citation_"): v for name, v in head.metas.items() if name.startswith("citation_")}
    kinds = [_KINDS[name] for name in said if name in _KINDS]
    kind = kinds[-1] if kinds else "journalArticle" if "title" in said else "webpage"
    found: dict[str, Any] = {"itemType": kind}
    for name, tags in _FIELDS.items():
        value = next((said[tag][0] for tag in tags if tag in said), "")
        if value:
            found[name] = " ".join(value.split())
    found["creators"] = [
        _creator(author)
        for listed in said.get("author", []) + said.get("authors", [])
        for author in re.split(r"\s*;\s*", listed)
        if re.search(r"[^\s,\-.;]", author)
    ]
    if first := next(iter(said.get("firstpage", [])), ""):
        last = next(iter(said.get("lastpage", [])), "")
        found["pages"] = f"{first}-{last}" if last else first
    found["tags"] = [tag for words in said.get("keywords", []) for tag in re.split(r"\s*;\s*", words) if tag]
    found["attachments"] = said.get("pdf_url", [])
    if "pmid" in said:
        found["extra"] = f"PMID: {said['pmid'][0]}"
    found.setdefault("url", address)
    found.setdefault("abstractNote", next(iter(head.metas.get("description", [])), ""))
    if journal := found.get("publicationTitle"):
        found["title"] = re.sub(rf"\s*\W\s*{re.escape(journal)}\s*$", "", found["title"], flags=re.IGNORECASE)
    return found


def _creator(name: str) -> tuple[str, str]:
    """Family and given name."""
    if "," in name:
        family, _, given = name.partition(",")
        return family.strip(), given.strip()
    given, _, family = name.rpartition(" ")
    return family, given
