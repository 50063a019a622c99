"""One bibliography entry: CSL variables for what is understood, and the source's own fields for everything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from litreview.model.dates import Date
from litreview.model.frozen import nothing
from litreview.model.names import NameList
from litreview.model.source import Origin, Position
from litreview.model.text import Text

#: Bodies of knowledge about identifiers: CSL variable and the address that resolves it.
RESOLVERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "DOI": "https://doi.org/{}",
        "PMID": "https://pubmed.ncbi.nlm.nih.gov/{}/",
        "PMCID": "https://pmc.ncbi.nlm.nih.gov/articles/{}/",
        "arXiv": "https://arxiv.org/abs/{}",
    }
)


_NOBODY: Final = NameList()
_UNDATED: Final = Date()
_EMPTY: Final = Text()


@dataclass(frozen=True, slots=True)
class SourceField:
    """A field as the author wrote it: its name (own spelling), its value without outer delimiters, and its place."""

    name: str
    value: str
    position: Position


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A field that is for its owner alone, or the part of its value that is."""

    field: SourceField
    part: str = ""

    def __str__(self) -> str:
        return f"{self.part} in {self.field.name}" if self.part else self.field.name


@dataclass(frozen=True, slots=True)
class Reference:
    """One bibliography entry.

    `type` is a CSL 1.0.2 item type and `entry_type` the type that the source names. `texts`, `names` and `dates` are
    keyed by CSL variable ("title", "container-title", "author", "issued"). `identifiers` holds DOI, PMID, PMCID,
    arXiv, ISBN, ISSN and URL in normal form (a DOI without resolver, in its own case). `fields` are all fields
    of the source in their order, also those that nothing here understands, written in the syntax of `format`
    ("bibtex", "ris", "nbib", "pubmed-xml", "csl-json"; empty where no file holds the entry): an export to the same
    format gives them back untouched.
    """

    key: str
    type: str
    origin: Origin
    entry_type: str = ""
    texts: Mapping[str, Text] = field(default_factory=nothing)
    names: Mapping[str, NameList] = field(default_factory=nothing)
    dates: Mapping[str, Date] = field(default_factory=nothing)
    identifiers: Mapping[str, str] = field(default_factory=nothing)
    keywords: tuple[str, ...] = ()
    fields: tuple[SourceField, ...] = ()
    format: str = "bibtex"
    #: What the author could not verify (`x-unverified`), shown to the reader.
    unverified: str = ""
    #: Where each fact was seen (`x-source`), shown as text.
    sources: tuple[str, ...] = ()
    #: Correction notice (`x-erratum`), retraction notice and the like, by kind.
    notices: Mapping[str, str] = field(default_factory=nothing)
    #: Rules that the author quiets for this entry (`x-litreview-ignore`), each with the reason.
    ignored: Mapping[str, str] = field(default_factory=nothing)
    #: Other keys by which it may be cited (biblatex's `ids`).
    aliases: tuple[str, ...] = ()
    #: What the author says of it to the reader (`x-annotation`), in Markdown.
    annotation: str = ""
    #: What of the source's own fields is for its owner alone, and therefore in none of the others (see `private`).
    held_back: tuple[HeldBack, ...] = ()

    @property
    def content(self) -> tuple[object, ...]:
        """All that it says, without where that stands: of two that were read once, the same objects."""
        said = (self.type, self.entry_type, self.texts, self.names, self.dates, self.identifiers, self.keywords)
        return (*said, self.unverified, self.sources, self.notices, self.ignored, self.annotation)

    @property
    def title(self) -> Text:
        """The title, or nothing."""
        return self.text("title")

    @property
    def authors(self) -> NameList:
        """The authors; nobody stands in for them."""
        return self.names.get("author", _NOBODY)

    @property
    def creators(self) -> NameList:
        """The authors, else the editors: who a list is sorted by."""
        return self.authors or self.names.get("editor", _NOBODY)

    @property
    def issued(self) -> Date:
        """The date of publication, empty where unknown."""
        return self.dates.get("issued", _UNDATED)

    @property
    def year(self) -> int | None:
        """The year of publication, inferred ones too."""
        return self.issued.year

    @property
    def url(self) -> str:
        """The best address to read it at: DOI, PMC, PubMed, arXiv, then the entry's own URL; or nothing."""
        for kind in ("DOI", "PMCID", "PMID", "arXiv"):
            if value := self.identifiers.get(kind):
                return RESOLVERS[kind].format(value)
        return self.identifiers.get("URL", "")

    def text(self, variable: str) -> Text:
        """A text variable, empty where unknown."""
        return self.texts.get(variable, _EMPTY)
