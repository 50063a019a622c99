"""The review as one document: its pages converted by its own Markdown, in their order, with one list of references."""

from __future__ import annotations

import mimetypes
from base64 import b64encode
from collections.abc import Iterator
from functools import partial
from typing import Final

from litreview.builders.prepare import PreparedReview
from litreview.builders.project import Project
from litreview.cite.escape import ref_id
from litreview.cite.markdown import Converter
from litreview.cite.tokens import TOKEN
from litreview.documents.assembling import RawPage, Targets, assemble
from litreview.documents.manuscript import ListedReference, Manuscript
from litreview.model.reference import RESOLVERS
from litreview.model.review import Companion
from litreview.pages.entry import links
from litreview.pages.record import PATH as RECORD_PATH
from litreview.pages.record import source_line
from litreview.pages.site import Site
from litreview.pages.standing import notices

#: Kinds of pictures that every program shows.
_PICTURES: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/svg+xml"})
#: Bytes of the largest picture that a document takes in.
_LARGEST: Final = 20_000_000


def manuscript_of(review: PreparedReview, site: Site) -> Manuscript:
    """A review as one document.

    Args:
        review: What was read, cited and checked, without an error.
        site: The same for its pages.

    Raises:
        ConversionError: An extension of the site's Markdown fails on a page.
    """
    listed = tuple(_listed(review, site))
    anchors = {ref_id(one.reference.key): one.id for one in listed}
    targets = Targets(
        anchors=anchors,
        pages={site.reference_page(one.reference.key): one.id for one in listed},
        url=site.settings.url,
        directory_urls=site.settings.directory_urls,
        picture=partial(_picture, review.project),
    )
    companion = review.library.review.companion
    return Manuscript(
        review=review.library.review,
        url=site.settings.url,
        texts=site.texts,
        sections=assemble(tuple(_pages(review, site)), targets),
        references=listed,
        companion=_companion(site, companion) if companion else "",
    )


def _companion(site: Site, article: Companion) -> str:
    """What the review says of the published article that it accompanies."""
    journal = f"{article.journal.title}. " if article.journal else ""
    doi = f" {RESOLVERS['DOI'].format(article.doi)}" if article.doi else ""
    return site.texts("document_companion", title=article.title, source=f"{journal}{source_line(article)}.{doi}")


def _pages(review: PreparedReview, site: Site) -> Iterator[RawPage]:
    """The answers of the first page, and the author's pages in the order of the navigation, as HTML."""
    converter = Converter(review.project.markdown, TOKEN)
    cited = {page.path: page.source for page in review.cited.pages}
    if review.answers:
        yield RawPage(RECORD_PATH, site.texts("document_brief"), converter.convert(review.answers.source)[0])
    listed = [page.path for page in review.project.nav]
    for path in dict.fromkeys((*listed, *cited)):
        if path in cited:
            yield RawPage(path, review.pages[path].title, converter.convert(cited[path])[0])


def _listed(review: PreparedReview, site: Site) -> Iterator[ListedReference]:
    """What the text cites, in the order of its numbers or of the style."""
    cited = {key for key in review.cited.mentions if key in site.library.references}
    for position, key in enumerate(sorted(cited, key=site.place), 1):
        reference = site.library.references[key]
        yield ListedReference(
            id=f"R{position}",
            number=site.cited.numbers.get(key),
            reference=reference,
            html=site.entries[key],
            tongue=site.tongue(reference),
            links=tuple((link.label, link.href) for link in links(site, reference)),
            notices=tuple(_told(one.label, one.text, one.doi, one.reason) for one in notices(site, reference)),
        )


def _told(label: str, *parts: str) -> str:
    said = " ".join(part for part in parts if part)
    return f"{label}: {said}" if said else label


def _picture(project: Project, path: str) -> str:
    """A picture among the author's files, as an address that holds it."""
    kind = mimetypes.guess_type(path)[0] or ""
    if path not in project.assets or kind not in _PICTURES:
        return ""
    place = project.docs / path
    try:
        if project.files.problem(place) or place.stat().st_size > _LARGEST:
            return ""
        data = place.read_bytes()
    except OSError:
        return ""
    return f"data:{kind};base64,{b64encode(data).decode()}"
