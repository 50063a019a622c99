"""The first page: the published article's record as PubMed shows one, or the review's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from litreview.cite.site import CitedPage
from litreview.figures.dates import in_words, year_first
from litreview.model.reference import RESOLVERS, Reference
from litreview.model.review import Affiliation, Companion, Contributor, Declaration, Review
from litreview.pages.entry import Identifier, Link
from litreview.pages.environment import Templates
from litreview.pages.frontmatter import front_matter, head_text, shorten
from litreview.pages.head import about_head, record_head
from litreview.pages.lists import reference_list
from litreview.pages.site import Page, Site
from litreview.pages.work import article_reference, review_reference

PATH = "index.md"
ABOUT_PATH = "about/index.md"


@dataclass(frozen=True, slots=True)
class PageTitle:
    """An entry of the table of contents."""

    title: str
    path: str


@dataclass(frozen=True, slots=True)
class _Statement:
    label: str
    text: str


def _affiliations(authors: Iterable[Contributor]) -> tuple[Affiliation, ...]:
    return tuple(dict.fromkeys(affiliation for author in authors for affiliation in author.affiliations))


def _statements(site: Site, declarations: Sequence[Declaration]) -> tuple[_Statement, ...]:
    table = site.texts.table
    return tuple(_Statement(table.get(f"declaration_{d.kind}", d.kind), d.text) for d in declarations)


def source_line(article: Companion) -> str:
    """Date, volume, issue and page as MEDLINE prints them: `2024 May 1;16(1):e2024045`."""
    line = year_first(article.published)
    journal = article.journal
    if journal is None:
        return line
    issue = f"({journal.issue})" if journal.issue else ""
    if journal.volume or issue:
        line += f";{journal.volume}{issue}"
    return f"{line}:{journal.pages}" if journal.pages else line


def _identifiers(article: Companion) -> tuple[Identifier, ...]:
    values = (("DOI", article.doi), ("PMID", article.pmid), ("PMCID", article.pmcid))
    return tuple(Identifier(kind, value, RESOLVERS[kind].format(value)) for kind, value in values if value)


def _own_title(site: Site, review: Review) -> str:
    version = f" ({site.texts('version_n', version=review.version)})" if review.version else ""
    names = ", ".join(contributor.display for contributor in review.contributors)
    return site.texts("companion_note", title=review.title, version=version, contributors=names)


def _article(site: Site, article: Companion) -> dict[str, object]:
    """What the record of the published article shows."""
    journal = article.journal
    return {
        "kind": article.publication_type,
        "title": article.title,
        "subtitle": "",
        "journal": (journal.abbreviation or journal.title) if journal else "",
        "source_line": source_line(article),
        "doi": article.doi,
        "collection": article.collection,
        "authors": article.authors,
        "et_al": article.authors_et_al,
        "affiliations": _affiliations(article.authors),
        "identifiers": _identifiers(article),
        "facts": (),
        "companion_note": _own_title(site, site.library.review),
        "abstract": article.abstract,
        "abstract_title": site.texts("abstract_ours"),
        "keywords": article.keywords,
        "declarations": _statements(site, article.declarations),
        "disclaimer": article.disclaimer,
    }


def _review(site: Site, review: Review) -> dict[str, object]:
    """What the record of the site's own work shows."""
    texts = site.texts
    facts = (
        (texts("version"), review.version),
        (texts("published"), in_words(review.published, texts)),
        (texts("evidence_to"), in_words(review.searched_to, texts)),
        (texts("licence"), review.licence.name if review.licence else ""),
    )
    return {
        "kind": texts(f"review_{review.type.value}"),
        "title": review.title,
        "subtitle": review.subtitle,
        "journal": "",
        "source_line": "",
        "doi": "",
        "collection": "",
        "authors": review.contributors,
        "et_al": False,
        "affiliations": _affiliations(review.contributors),
        "identifiers": (),
        "facts": tuple(fact for fact in facts if fact[1]),
        "companion_note": "",
        "abstract": review.abstract,
        "abstract_title": texts("abstract"),
        "keywords": review.keywords,
        "declarations": _statements(site, review.declarations),
        "disclaimer": "",
    }


def described_work(site: Site) -> Reference:
    """The work that the first page describes, as a reference."""
    review = site.library.review
    if review.companion:
        return article_reference(review.companion, site.library.references)
    return review_reference(review, site.settings.url)


def _references(site: Site, templates: Templates, answers: CitedPage | None) -> Markup:
    """The record's own references, as it prints them, and those that the answers cite."""
    article = site.library.review.companion
    own = reference_list(site, templates, PATH, article.references, record=article) if article else ""
    cited = [key for key in answers.keys if not article or key not in article.references] if answers else []
    others = reference_list(site, templates, PATH, cited, title="answer_references" if own else "references")
    return Markup(f"{own}\n{others}")  # noqa: S704 - Markdown of our own templates


def _documents(site: Site, path: str) -> tuple[Link, ...]:
    """The whole review as documents, as links of the page at `path`."""
    return tuple(Link(document.label, site.link(path, document.path)) for document in site.documents)


def record_page(
    site: Site, templates: Templates, contents: Sequence[PageTitle], answers: CitedPage | None = None
) -> Page:
    """The page at the site's root: the article that the review accompanies, with its references, or the review itself.

    Args:
        site: The site.
        templates: The page templates.
        contents: The pages of the site in the order of its navigation.
        answers: What the review found, with its citations, where review.yml says it.
    """
    review = site.library.review
    article = review.companion
    body = templates.block.get_template("record.md.j2").render(
        **(_article(site, article) if article else _review(site, review)),
        t=site.texts,
        contents=contents,
        cites=site.cite(described_work(site)),
        files=site.work_files,
        downloads=site.downloads,
        documents=_documents(site, PATH),
        about=site.link(PATH, ABOUT_PATH) if article else "",
        references=_references(site, templates, answers),
        answers=Markup(answers.source) if answers else "",  # noqa: S704 - the author's own Markdown
    )
    abstract = article.abstract if article else (review.abstract or review.answers.plain_language)
    head = {
        "title": head_text(article.title if article else review.title),
        "description": head_text(shorten(" ".join(abstract) or review.subtitle or review.title)),
        "head": record_head(site, PATH),
    }
    return Page(PATH, front_matter(head) + body)


def about_page(site: Site, templates: Templates) -> Page | None:
    """The record of the site's own work, where the first page is that of the article it accompanies."""
    review = site.library.review
    if review.companion is None:
        return None
    url = site.settings.url
    work = review_reference(review, f"{url}{site.link(PATH, ABOUT_PATH)}" if url else "")
    body = templates.block.get_template("record.md.j2").render(
        **_review(site, review),
        t=site.texts,
        contents=(),
        cites=site.cite(work),
        files=site.files(work, "about"),
        downloads=(),
        documents=_documents(site, ABOUT_PATH),
        about="",
        references="",
        answers="",
    )
    head = {
        "title": head_text(site.texts("about_title")),
        "description": head_text(shorten(" ".join(review.abstract) or review.title)),
        "head": about_head(site, ABOUT_PATH),
    }
    return Page(ABOUT_PATH, front_matter(head) + body)
