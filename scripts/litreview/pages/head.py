"""What stands in a page's head for reference managers and search engines.

Highwire Press tags as Google Scholar's inclusion guidelines and Zotero's embedded-metadata translator read them,
schema.org JSON-LD, and Signposting (FAIR Signposting Profile). The record's describe the published article where the
review accompanies one, else the review itself; those of a reference's page never claim that the work is ours. No tag
is empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup, escape

from litreview.figures.dates import iso
from litreview.model.dates import Date
from litreview.model.reference import RESOLVERS, Reference
from litreview.model.review import Companion, Contributor, Review
from litreview.pages.addresses import LINKSET_FILE, PICTURE_FILE, PICTURE_SIZE, page_url
from litreview.pages.entry import address
from litreview.pages.linked import article_json, json_ld, reference_json, review_json
from litreview.pages.site import Site

_BIBLIOGRAPHY = "references/index.md"
#: The page of the record, and the one about the site's own work where that is another.
_FIRST = "index.md"
_OWN = "about/index.md"


def _tag(element: str, **attributes: str) -> Markup:
    shown = " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items() if value)
    return Markup(f"<{element} {shown}>")  # noqa: S704 - the names are ours


def _link(rel: str, href: str, media_type: str = "", title: str = "") -> Markup:
    return _tag("link", rel=rel, href=href, type=media_type, title=title)


def _metas(pairs: Iterable[tuple[str, str]]) -> Iterator[Markup]:
    return (_tag("meta", name=name, content=content) for name, content in pairs if content)


def slashed(date: Date) -> str:
    """A date as Highwire tags have it: 2024/05/01, 2024/05 or 2024."""
    return iso(date).replace("-", "/")


def _authors(authors: Iterable[Contributor]) -> Iterator[tuple[str, str]]:
    for author in authors:
        yield "citation_author", author.inverted
        for affiliation in author.affiliations:
            yield "citation_author_institution", affiliation.name
        if author.orcid:
            yield "citation_author_orcid", f"https://orcid.org/{author.orcid}"


def _article_tags(article: Companion, language: str) -> Iterator[tuple[str, str]]:
    """The article's own facts; its address is its DOI's, since our page has neither its text nor its PDF."""
    journal = article.journal
    yield "citation_title", article.title
    yield from _authors(article.authors)
    yield "citation_publication_date", slashed(article.published)
    yield "citation_doi", article.doi
    yield "citation_pmid", article.pmid
    if journal:
        yield "citation_journal_title", journal.title
        yield "citation_journal_abbrev", journal.abbreviation
        yield "citation_issn", journal.issn
        yield "citation_volume", journal.volume
        yield "citation_issue", journal.issue
        yield "citation_firstpage", journal.first_page or journal.article
        yield "citation_lastpage", journal.last_page
        yield "citation_publisher", journal.publisher
    yield "citation_keywords", "; ".join(article.keywords)
    yield "citation_language", language
    kind = next((kind for kind in ("DOI", "PMID", "PMCID") if getattr(article, kind.casefold())), "")
    yield "citation_public_url", RESOLVERS[kind].format(getattr(article, kind.casefold())) if kind else ""


def _review_tags(review: Review, url: str, pdf: str = "") -> Iterator[tuple[str, str]]:
    yield "citation_title", review.title
    yield from _authors(review.contributors)
    yield "citation_publication_date", slashed(review.published)
    yield "citation_online_date", slashed(review.published)
    yield "citation_abstract", " ".join(review.abstract)
    yield "citation_keywords", "; ".join(review.keywords)
    yield "citation_language", review.language
    yield "citation_public_url", url
    yield "citation_fulltext_html_url", url
    yield "citation_pdf_url", pdf


def _types(kind: str) -> Iterator[Markup]:
    """What the page is, and what it is about."""
    return (_link("type", f"https://schema.org/{name}") for name in ("AboutPage", kind))


def _people(authors: Iterable[Contributor]) -> Iterator[Markup]:
    return (_link("author", f"https://orcid.org/{author.orcid}") for author in authors if author.orcid)


def _records(site: Site, path: str) -> Iterator[Markup]:
    """The work's own record in each format, as a description of it and as another form of its page."""
    for file in site.work_files:
        href = site.link(path, file.name)
        yield _link("describedby", href, file.media_type)
        yield _link("alternate", href, file.media_type, file.label)


def _article_head(site: Site, path: str, article: Companion) -> Iterator[Markup]:
    language = site.library.review.language
    yield from _metas(_article_tags(article, language))
    if article.doi:
        yield _link("cite-as", RESOLVERS["DOI"].format(article.doi))
    yield from _people(article.authors)
    yield from _types("ScholarlyArticle")
    yield from _records(site, path)
    yield json_ld(article_json(article, language, _addresses(site, article.references)))


def _review_head(site: Site, url: str) -> Iterator[Markup]:
    review = site.library.review
    base = site.settings.url
    pdf = next((f"{base}{one.path}" for one in site.documents if one.media_type == "application/pdf" and base), "")
    yield from _metas(_review_tags(review, url, pdf))
    if url:
        yield _link("cite-as", url)
    yield from _people(review.contributors)
    if review.licence and review.licence.url:
        yield _link("license", review.licence.url)
    yield from _types("ScholarlyArticle")
    yield json_ld(review_json(review, url, site.settings.name, _addresses(site, site.cited.mentions)))


def _shared(site: Site, path: str, title: str, description: str) -> Iterator[Markup]:
    """What programs that show a link to a page ask for (the Open Graph protocol), and where all links are listed."""
    review = site.library.review
    said = {
        "og:type": "article",
        "og:title": title,
        "og:description": " ".join(description.split()),
        "og:url": _url(site, path),
        "og:locale": review.language.replace("-", "_"),
    }
    yield from (_tag("meta", property=name, content=content) for name, content in said.items() if content)
    yield _linkset(site, path)


def _picture(site: Site) -> Iterator[Markup]:
    """The picture of the main figure; such programs know whole addresses alone."""
    if site.picture and site.settings.url:
        width, height = map(str, PICTURE_SIZE)
        said = {
            "og:image": f"{site.settings.url}{PICTURE_FILE}",
            "og:image:type": "image/png",
            "og:image:width": width,
            "og:image:height": height,
            "og:image:alt": site.picture.title,
        }
        yield from (_tag("meta", property=name, content=content) for name, content in said.items())
        yield from _metas([("twitter:card", "summary_large_image")])


def _linkset(site: Site, path: str) -> Markup:
    return _link("linkset", site.link(path, LINKSET_FILE), "application/linkset+json")


def _url(site: Site, path: str) -> str:
    """Where a page will stand, if that is known."""
    address = page_url(path, directory_urls=site.settings.directory_urls)
    return f"{site.settings.url}{address}" if site.settings.url else ""


def page_head(site: Site, path: str, title: str, description: str) -> str:
    """The head of a page of the review beside the record: a part of the site's own work, by its contributors.

    Args:
        site: The site.
        path: The page's source file.
        title: Its title.
        description: What it says, in a line, or nothing.
    """
    review = site.library.review
    url = _url(site, path)
    whole = _OWN if review.companion else _FIRST
    tags = [
        ("citation_title", title),
        ("citation_inbook_title", review.title),
        *_authors(review.contributors),
        ("citation_publication_date", slashed(review.published)),
        ("citation_language", review.language),
        ("citation_public_url", url),
        ("citation_fulltext_html_url", url),
    ]
    licence = review.licence.url if review.licence else ""
    return _joined(
        [
            *_metas(tags),
            *_people(review.contributors),
            *([_link("license", licence)] if licence else []),
            _link("collection", site.link(path, whole), "text/html"),
            *_shared(site, path, title, description),
        ]
    )


def _addresses(site: Site, keys: Iterable[str]) -> list[str]:
    found = (address(site, reference) for reference in site.known(tuple(keys)))
    return [one for one in found if one]


def _bibliography_item(site: Site, path: str) -> Markup:
    return _link("item", site.link(path, _BIBLIOGRAPHY), "text/html")


def record_head(site: Site, path: str) -> str:
    """The head of the page at `path` that shows the record, as one line of HTML."""
    review = site.library.review
    article = review.companion
    if article:
        return _joined([*_article_head(site, path, article), *_shared(site, path, article.title, ""), *_picture(site)])
    tags = [*_review_head(site, site.settings.url), *_records(site, path), _bibliography_item(site, path)]
    return _joined([*tags, *_shared(site, path, review.title, " ".join(review.abstract)), *_picture(site)])


def about_head(site: Site, path: str) -> str:
    """The head of the page about the site's own work, where the record is that of an article."""
    review = site.library.review
    tags = [*_review_head(site, _url(site, path)), _bibliography_item(site, path)]
    return _joined([*tags, *_shared(site, path, review.title, " ".join(review.abstract))])


def bibliography_head(site: Site, path: str) -> str:
    """The head of the page of all references: a collection, whose other forms are the downloads."""
    collection = _link("type", "https://schema.org/Collection")
    forms = ((site.link(path, download.path), download) for download in site.downloads)
    alternates = [_link("alternate", href, d.media_type, d.label) for href, d in forms]
    return _joined([collection, *alternates, _linkset(site, path)])


def reference_head(collection: str, reference: Reference, url: str) -> str:
    """The head of a reference's page: the work, which is read at `url`, as data, and the collection with the page."""
    return _joined([_link("collection", collection, "text/html"), json_ld(reference_json(reference, url))])


def _joined(tags: Iterable[Markup]) -> str:
    return str(Markup("").join(tags))
