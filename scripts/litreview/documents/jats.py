"""The review as a JATS article (ANSI/NISO Z39.96-2015, Journal Archiving and Interchange Tag Set 1.1).

A review is in no journal, so that it says nothing of one, as only this set of the standard allows; all else is valid by
the stricter Journal Publishing Tag Set too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from litreview.documents.html_tree import parse_html
from litreview.documents.jats_body import XLINK, body_of, inline_text
from litreview.documents.jats_reference import element_citation
from litreview.documents.manuscript import ListedReference, Manuscript
from litreview.figures.dates import iso
from litreview.model.dates import Date
from litreview.model.review import Affiliation, Companion, Contributor, Declaration, Licence

_DOCTYPE: Final = (
    '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Archiving and Interchange DTD v1.1 20151215//EN" '
    '"JATS-archivearticle1.dtd">'
)
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_FOOTNOTES: Final = {"competing-interests": "conflict", "funding": "financial-disclosure"}


def write_jats(manuscript: Manuscript) -> bytes:
    """The review as a JATS article."""
    register_namespace("xlink", "http://www.w3.org/1999/xlink")
    review = manuscript.review
    article = Element("article", {"article-type": "review-article", "dtd-version": "1.1", _LANGUAGE: review.language})
    article.append(_front(manuscript))
    article.append(body_of(manuscript.sections, manuscript.by_id))
    back = SubElement(article, "back")
    if review.declarations:
        _declarations(SubElement(back, "fn-group"), review.declarations, manuscript)
    if manuscript.references:
        listed = SubElement(back, "ref-list")
        SubElement(listed, "title").text = manuscript.texts("references")
        for one in manuscript.references:
            _reference(listed, one)
    if not len(back):
        article.remove(back)
    text: str = tostring(article, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{_DOCTYPE}\n{text}\n'.encode()


def _front(manuscript: Manuscript) -> Element:
    review = manuscript.review
    front = Element("front")
    meta = SubElement(front, "article-meta")
    title = SubElement(meta, "title-group")
    SubElement(title, "article-title").text = review.title
    if review.subtitle:
        SubElement(title, "subtitle").text = review.subtitle
    institutions = list(dict.fromkeys(a for c in review.contributors for a in c.affiliations))
    _contributors(meta, review.contributors, institutions)
    _date(meta, review.published)
    if review.licence:
        _licence(meta, review.licence)
    if manuscript.url:
        SubElement(meta, "self-uri", {XLINK: manuscript.url}).text = manuscript.url
    if review.companion:
        _companion(meta, review.companion)
    if review.abstract:
        abstract = SubElement(meta, "abstract")
        for paragraph in review.abstract:
            SubElement(abstract, "p").text = paragraph
    if review.keywords:
        group = SubElement(meta, "kwd-group", {"kwd-group-type": "author"})
        for keyword in review.keywords:
            SubElement(group, "kwd").text = keyword
    _facts(meta, (("version", review.version), ("searched-to", iso(review.searched_to)), ("notice", review.notice)))
    return front


def _contributors(meta: Element, people: Sequence[Contributor], institutions: list[Affiliation]) -> None:
    group = SubElement(meta, "contrib-group") if people else meta
    for person in people:
        contributor = SubElement(group, "contrib", {"contrib-type": "author"})
        if person.orcid:
            identifier = SubElement(contributor, "contrib-id", {"contrib-id-type": "orcid"})
            identifier.text = f"https://orcid.org/{person.orcid}"
        if person.literal:
            SubElement(contributor, "collab").text = person.literal
        else:
            name = SubElement(contributor, "name")
            SubElement(name, "surname").text = person.family
            if person.given:
                SubElement(name, "given-names").text = person.given
        if person.email:
            SubElement(contributor, "email").text = person.email
        for affiliation in person.affiliations:
            SubElement(contributor, "xref", {"ref-type": "aff", "rid": f"A{institutions.index(affiliation) + 1}"})
    for number, institution in enumerate(institutions, 1):
        _affiliation(meta, institution, number)


def _affiliation(meta: Element, institution: Affiliation, number: int) -> None:
    wrap = SubElement(SubElement(meta, "aff", {"id": f"A{number}"}), "institution-wrap")
    if institution.ror:
        SubElement(wrap, "institution-id", {"institution-id-type": "ror"}).text = institution.ror
    SubElement(wrap, "institution").text = institution.name


def _date(meta: Element, date: Date) -> None:
    if not date.start:
        return
    made = SubElement(meta, "pub-date", {"pub-type": "epub", "iso-8601-date": iso(date)})
    for name, value in reversed(list(zip(("year", "month", "day"), date.start, strict=False))):
        SubElement(made, name).text = str(value) if name == "year" else f"{value:02d}"


def _licence(meta: Element, licence: Licence) -> None:
    made = SubElement(SubElement(meta, "permissions"), "license")
    if licence.url:
        made.set(XLINK, licence.url)
    SubElement(made, "license-p").text = licence.name


def _companion(meta: Element, article: Companion) -> None:
    """The published article that the review accompanies."""
    if not article.doi:
        return
    kind = {"related-article-type": "companion", "ext-link-type": "doi", XLINK: article.doi}
    SubElement(meta, "related-article", {"id": "companion", **kind}).text = article.title


def _facts(meta: Element, facts: Iterable[tuple[str, str]]) -> None:
    known = [(name, value) for name, value in facts if value]
    group = SubElement(meta, "custom-meta-group") if known else meta
    for name, value in known:
        fact = SubElement(group, "custom-meta")
        SubElement(fact, "meta-name").text = name
        SubElement(fact, "meta-value").text = value


def _declarations(group: Element, declarations: Iterable[Declaration], manuscript: Manuscript) -> None:
    SubElement(group, "title").text = manuscript.texts("declarations")
    for one in declarations:
        note = SubElement(group, "fn", {"fn-type": _FOOTNOTES.get(one.kind, "other")})
        label = manuscript.texts.table.get(f"declaration_{one.kind}", one.kind)
        SubElement(note, "p").text = f"{manuscript.texts('labelled', label=label)} {one.text}"


def _reference(listed: Element, one: ListedReference) -> None:
    ref = SubElement(listed, "ref", {"id": one.id})
    if one.number is not None:
        SubElement(ref, "label").text = str(one.number)
    both = SubElement(ref, "citation-alternatives")
    citation = element_citation(one.reference)
    both.append(citation)
    printed = inline_text(parse_html(str(one.html)), "mixed-citation")
    printed.set("publication-type", citation.get("publication-type", "other"))
    both.append(printed)
    for notice in one.notices:
        SubElement(SubElement(ref, "note"), "p").text = notice
