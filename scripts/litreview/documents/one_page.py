"""The whole review as one page of HTML, which paper and other formats are made of."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from litreview.documents.html_tree import to_html
from litreview.documents.manuscript import Manuscript
from litreview.figures.dates import in_words, iso


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("litreview", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def one_page(manuscript: Manuscript, *, style: str = "", contents: bool = False, titled: bool = True) -> str:
    """The review as a page of HTML that asks for no other file.

    Args:
        manuscript: The review.
        style: A style sheet for it.
        contents: Whether its sections are listed after its front.
        titled: Whether the text begins with the title, and its head names the authors; what takes the title from the
            head would have it twice.
    """
    review, texts = manuscript.review, manuscript.texts
    sections = [
        # All of it was parsed and escaped again.
        {"id": one.id, "title": one.title, "html": Markup(to_html(one.content, outer=False))}  # noqa: S704
        for one in manuscript.sections
    ]
    table = texts.table
    return (
        _environment()
        .get_template("document.html.j2")
        .render(
            review=review,
            t=texts,
            head=manuscript.head,
            date=iso(review.published),
            style=Markup(style),  # noqa: S704 - a style sheet of ours
            institutions=list(dict.fromkeys(a.name for c in review.contributors for a in c.affiliations)),
            facts=_facts(manuscript),
            companion=manuscript.companion,
            declarations=[(table.get(f"declaration_{d.kind}", d.kind), d.text) for d in review.declarations],
            contents=contents,
            titled=titled,
            sections=sections,
            references=manuscript.references,
        )
    )


def _facts(manuscript: Manuscript) -> list[tuple[str, str, str]]:
    """What version this is, of when, under which licence and where: names, values and addresses."""
    review, texts = manuscript.review, manuscript.texts
    licence = review.licence
    found = (
        (texts("version"), review.version, ""),
        (texts("published"), in_words(review.published, texts), ""),
        (texts("evidence_to"), in_words(review.searched_to, texts), ""),
        (texts("licence"), licence.name if licence else "", licence.url if licence else ""),
        (texts("link_web"), manuscript.url, manuscript.url),
    )
    return [(name, value, _safe(href)) for name, value, href in found if value]


def _safe(href: str) -> str:
    return href if href.startswith(("https://", "http://")) else ""
