"""The list of all references, and a page for each one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from litreview.cite.annotation import annotation_blocks, annotation_inline
from litreview.figures.dates import in_words
from litreview.figures.html import drawn
from litreview.figures.sources import SourceNames
from litreview.figures.words import grouped
from litreview.model.access import free_by
from litreview.model.reference import Reference
from litreview.pages.coins import coins
from litreview.pages.entry import Link, address, author_line, container, identifiers, links
from litreview.pages.environment import Templates, html_block, in_line
from litreview.pages.evidence_cards import places
from litreview.pages.findings import Findings
from litreview.pages.frontmatter import head_text, shorten
from litreview.pages.head import bibliography_head, reference_head
from litreview.pages.linked_title import linked_title
from litreview.pages.quotes import ShownQuote, shown_quotes
from litreview.pages.reference_lists import Briefs, list_links
from litreview.pages.site import HtmlPage, Site
from litreview.pages.standing import looked_up, notices
from litreview.pages.texts import Texts

REFERENCES_PATH = "references/index.md"


#: A bibliography of at most so many references stands whole on the page of all references; of a longer one the first.
_WHOLE = 60
_FIRST = 50
#: Citing sentences of a page that stand open.
_OPEN = 3


@dataclass(frozen=True, slots=True)
class _Group:
    id: str
    title: str
    lead: str
    entries: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    href: str
    sentence: Markup
    quotes: tuple[ShownQuote, ...]
    intents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _CitingPage:
    title: str
    href: str
    places: tuple[_Place, ...]

    @property
    def open(self) -> int:
        """How many places stand open: all, or the first, where a work that is cited everywhere would fill the page."""
        return len(self.places) if len(self.places) <= _OPEN + 1 else _OPEN


@dataclass(frozen=True, slots=True)
class _Fact:
    label: str
    text: str


def reading_order(site: Site) -> tuple[str, ...]:
    """All keys: the cited ones by number, or as the style sorts them, then the others by author and year."""
    references = site.library.references
    cited = [key for key in site.cited.mentions if key in references]
    cited.sort(key=site.place)
    rest = [key for key in references if key not in site.cited.mentions]
    rest.sort(key=site.place if site.order else lambda key: _alphabetical(references[key]))
    return (*cited, *rest)


def _alphabetical(reference: Reference) -> tuple[str, int, str]:
    names = reference.creators.names
    first = names[0].surname if names else str(reference.title)
    return (first.casefold(), reference.year or 0, reference.key)


def version(order: Sequence[str]) -> str:
    """A digest of the keys in their order: the scripts of the browser count references by it."""
    return hashlib.sha256("\n".join(order).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def list_items(site: Site, templates: Templates, keys: Iterable[str]) -> Iterator[Markup]:
    """The references of `keys` as items of the list on the page of all references."""
    template = templates.block.get_template("reference-item.j2")
    for key in keys:
        reference = site.library.references[key]
        page = site.link(REFERENCES_PATH, site.reference_page(key))
        item = template.render(
            t=site.texts,
            reference=reference,
            cited=key in site.cited.mentions,
            number=site.cited.numbers.get(key),
            html=html_block(linked_title(site.entries[key], str(reference.title), page)),
            tongue=site.tongue(reference),
            links=links(site, reference),
            free=bool(free_by(reference)),
            notices=notices(site, reference),
            verified=looked_up(site, reference),
            reason=site.library.review.background.get(key, ""),
            annotation=html_block(annotation_inline(reference.annotation)),
        )
        yield Markup(item.strip())  # noqa: S704 - the template escapes


def shown_at_once(order: Sequence[str]) -> Sequence[str]:
    """The keys of the references that stand on the page of all references itself."""
    return order if len(order) <= _WHOLE else order[:_FIRST]


def references_page(site: Site, templates: Templates) -> HtmlPage:
    """The page that lists every reference: those cited, in the order of their citation, then the others.

    Of a large bibliography it shows the beginning; the lists by year, author, journal and keyword have all.
    """
    order = reading_order(site)
    shown = shown_at_once(order)
    title = site.texts("all_references")
    body = templates.block.get_template("references.html.j2").render(
        t=site.texts,
        total=len(order),
        shown=len(shown),
        version=version(order),
        groups=tuple(_groups(site, templates, shown)),
        lists=list_links(site, REFERENCES_PATH),
        downloads=_downloads(site, REFERENCES_PATH),
    )
    return HtmlPage(
        REFERENCES_PATH,
        "references",
        title=head_text(title),
        description=head_text(site.texts("description_references", n=len(order))),
        heading=in_line(title),
        body=body,
        head=bibliography_head(site, REFERENCES_PATH),
        front={"hide": ["toc"]},
    )


def _groups(site: Site, templates: Templates, keys: Sequence[str]) -> Iterator[_Group]:
    mentions = site.cited.mentions
    for name, members in (
        ("cited", [key for key in keys if key in mentions]),
        ("background", [key for key in keys if key not in mentions]),
    ):
        if members:
            items = tuple(list_items(site, templates, members))
            sorted_by = "_alphabetical" if name == "cited" and site.order else ""
            yield _Group(name, site.texts(name), site.texts(f"{name}_lead{sorted_by}"), items)


def _downloads(site: Site, path: str) -> tuple[Link, ...]:
    return tuple(Link(download.label, site.link(path, download.path)) for download in site.downloads)


def type_name(texts: Texts, kind: str) -> str:
    """A CSL item type as readers call it."""
    return texts.table.get(f"type_{kind}", kind.replace("-", " ").replace("_", " "))


def _facts(site: Site, reference: Reference) -> tuple[_Fact, ...]:
    texts = site.texts
    issued = f"[{reference.year}]" if reference.issued.inferred else in_words(reference.issued, site.texts)
    facts = (
        _Fact(texts("author"), author_line(reference, most=30)),
        _Fact(texts("published"), issued or texts("undated")),
        _Fact(texts("type"), type_name(texts, reference.type)),
        _Fact(texts("free"), "; ".join(texts(f"free_{how}") for how in free_by(reference))),
        _Fact(texts("cited_by"), _cited_by(site, reference)),
        _Fact(texts("keywords"), "; ".join(reference.keywords)),
        _Fact(texts("note"), str(reference.text("note"))),
    )
    return tuple(fact for fact in facts if fact.text)


def _cited_by(site: Site, reference: Reference) -> str:
    beyond = site.library.known_beyond(reference.key)
    if beyond is None or beyond.cited_by is None:
        return ""
    return site.texts(
        "cited_by_works",
        n=grouped(beyond.cited_by, site.texts),
        service=beyond.service,
        date=in_words(beyond.checked, site.texts),
    )


def _description(site: Site, reference: Reference) -> str:
    authors = author_line(reference, most=3)
    source = str(container(reference))
    year = str(reference.year) if reference.year and not reference.issued.inferred else ""
    text = site.texts("description_reference", authors=authors, container=source, year=year)
    return " ".join(text.replace(" . ", ". ").split()).lstrip(". ")


class ReferencePages:
    """The pages of the references: which there are, and each when it is asked for."""

    def __init__(self, site: Site, templates: Templates, order: Sequence[str]) -> None:
        self._site = site
        self._templates = templates
        self._order = order
        self._numbers = {key: number for number, key in enumerate(order)}
        self._briefs = Briefs(site)
        self._names = SourceNames(site.library)
        self._findings = Findings(site)
        self._template = templates.block.get_template("reference.html.j2")
        #: Links to other pages, which are the same from every page of a reference.
        self._links: dict[str, str] = {}

    @property
    def paths(self) -> Mapping[str, str]:
        """The source files by citation key, in the order of the site."""
        return {key: self._site.reference_page(key) for key in self._order}

    def _neighbour(self, path: str, number: int) -> str:
        there = 0 <= number < len(self._order)
        return self._briefs.link(path, self._order[number]) if there else ""

    def _link(self, path: str, target: str) -> str:
        if target not in self._links:
            self._links[target] = self._site.link(path, target)
        return self._links[target]

    def _citing_pages(self, path: str, key: str) -> Iterator[_CitingPage]:
        """The pages that cite a reference, each with the sentences it does so in."""
        site = self._site
        mentions = [mention for mention in site.cited.mentions.get(key, ()) if mention.anchor]
        for page, group in groupby(mentions, key=lambda mention: mention.page):
            href = self._link(path, page)
            places = tuple(
                _Place(
                    f"{href}#{mention.anchor}",
                    html_block(mention.sentence),
                    shown_quotes(site.library, key, (mention,)),
                    mention.intents,
                )
                for mention in group
            )
            yield _CitingPage(site.titles.get(page, page), href, places)

    def page(self, key: str) -> HtmlPage:
        """The page of the reference with that key."""
        site = self._site
        reference = site.library.references[key]
        path = site.reference_page(key)
        number = self._numbers[key]
        title = str(reference.title) or key
        tongue = site.tongue(reference)
        related = site.related(key)
        body = self._template.render(
            t=site.texts,
            reference=reference,
            number=site.cited.numbers.get(key),
            html=html_block(site.entries[key]),
            tongue=tongue,
            links=links(site, reference),
            notices=notices(site, reference),
            verified=looked_up(site, reference),
            facts=_facts(site, reference),
            sources=places(site, self._names, reference.sources),
            identifiers=identifiers(site, reference),
            annotation=html_block(annotation_blocks(reference.annotation)),
            abstract=str(reference.text("abstract")),
            citing=tuple(self._citing_pages(path, key)),
            reason=site.library.review.background.get(key, ""),
            standing=self._findings.of(path, key),
            times=len(site.cited.mentions.get(key, ())),
            cites=site.cite(reference),
            files=site.files(reference, site.slugs[key]),
            coins=coins(reference, address(site, reference)),
            similar=self._briefs(path, related.similar),
            same_authors=self._briefs(path, related.same_authors),
            before=self._neighbour(path, number - 1),
            after=self._neighbour(path, number + 1),
            index=self._link(path, REFERENCES_PATH),
        )
        return HtmlPage(
            path,
            "reference",
            title=head_text(shorten(title, 120)),
            description=head_text(shorten(_description(site, reference))),
            heading=drawn("span", in_line(title), **tongue) if tongue else in_line(title),
            body=body,
            head=reference_head(self._link(path, REFERENCES_PATH), reference, address(site, reference)),
        )
