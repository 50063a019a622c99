"""Works as manuals of style see them, whatever files call them: preprints, theses, editions, kinds of documents.

What comes as CSL-JSON says so already in CSL's own words, and is taken as it is given.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final
from urllib.parse import unquote

from litreview.cite.styles.numbers import edition_number
from litreview.model.reference import Reference
from litreview.model.text import Run, Text
from litreview.model.titles.capitals import unshouted_name
from litreview.model.titles.english import is_english

#: Servers of preprints, as they write themselves.
_SERVERS: Final = {name.lower(): name for name in (
    "arXiv", "bioRxiv", "medRxiv", "ChemRxiv", "PsyArXiv", "SocArXiv", "EarthArXiv", "EdArXiv", "engrXiv",
    "TechRxiv", "SportRxiv", "AfricArXiv", "LawArXiv", "MetaArXiv", "NutriXiv", "PaleorXiv", "AgriXiv", "ECSarXiv",
    "EcoEvoRxiv", "ESSOAr", "Preprints.org", "Research Square", "SSRN", "Authorea", "OSF Preprints", "viXra",
    "chinaXiv",
)}  # fmt: skip
_OTHER_NAMES: Final = {
    "corr": "arXiv",
    "arxiv e-prints": "arXiv",
    "arxiv.org": "arXiv",
    "ssrn electronic journal": "SSRN",
    "research square (research square)": "Research Square",
}
_ARXIV: Final = re.compile(
    r"\A(?:arxiv(?: e-?prints?| preprints?)?(?: server)?[ :,]*+)?(?:arxiv:|abs/)?\s*+"
    r"(?P<id>\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?)(?:\s*\[[\w.-]+\])?",
    re.IGNORECASE,
)
_PREPRINT: Final = re.compile(
    r"(?:(?<!\s)\s+)?(?:\(?preprints?\)?|\[preprint\])\Z|\Apreprint (?:at|on|in) ", re.IGNORECASE
)
#: What databases write for every document; it says nothing that the style does not.
_DOCUMENT_KINDS: Final = frozenset((
    "article", "journal article", "research article", "research-article", "original article", "review",
    "review article", "editorial", "letter", "note", "short survey", "conference paper", "conference article",
    "proceedings paper", "article; proceedings paper", "book", "book chapter", "chapter", "jour", "inproceedings",
    "article; early access", "review; early access", "editorial material", "correction", "erratum",
    "meeting abstract", "journal", "text", "case reports", "clinical trial", "comparative study", "incollection",
    "conf", "generic", "misc", "data paper", "conference review", "business article", "abstract report",
    "retracted", "paper",
))  # fmt: skip
_IN_CONTAINERS: Final = frozenset(
    ("article-journal", "article-magazine", "article", "book", "chapter", "paper-conference")
)
_DEGREE: Final = "(?:[ -](?:thesis|dissertation))"
_DEGREES: Final = (
    ("PhD thesis", re.compile(rf"(?:ph\.? ?d\.?|doctoral|dphil){_DEGREE}?|dissertation", re.IGNORECASE)),
    ("Master’s thesis", re.compile(rf"(?:m\.? ?sc?\.?|m\.? ?a\.?|master(?:['’]?s)?){_DEGREE}", re.IGNORECASE)),
    ("Bachelor’s thesis", re.compile(rf"(?:b\.? ?sc?\.?|b\.? ?a\.?|bachelor(?:['’]?s)?){_DEGREE}", re.IGNORECASE)),
)
_UNITED_STATES: Final = frozenset(("united states", "united states of america", "us", "u.s.", "usa", "u.s.a."))
_US_NUMBER: Final = re.compile(r"\AUS\s?(?=\d)")
#: Where records are found, and no work is read.
_INDEXES: Final = frozenset((
    "scopus", "web of science", "wos", "pubmed", "medline", "embase", "crossref", "datacite", "dblp", "google scholar",
    "semantic scholar", "openalex", "dimensions", "cinahl", "psycinfo", "inspec", "compendex", "library catalog",
))  # fmt: skip
#: The full stop that PubMed's exports have behind a title; abbreviations keep theirs.
_TITLE_STOP: Final = re.compile(r"(?:(?P<word>[^\W\d_]{3,40})|[)\]\"”’'])\.\Z")
_SHORT_FORMS: Final = frozenset("approx corp dept div eds etc inc ltd nov prof spp subsp univ var vol".split())
#: What says no more of how a work was published than that it is on the web.
_ON_THE_WEB: Final = frozenset(
    ("website", "web site", "online", "[online]", "web", "internet", "web page", "webpage", "www")
)
_DOI_ADDRESS: Final = re.compile(r"https?://(?:dx\.)?doi\.org/(10\.\d{4,}/\S+)", re.IGNORECASE)
#: What a document has that is more than a page on the web.
_PUBLISHED: Final = frozenset((
    "publisher", "container-title", "number", "volume", "version", "event-title", "event-place", "edition", "genre",
))  # fmt: skip
#: What a number is labelled with already, where the style has a label of its own.
_LABEL: Final = re.compile(r"(?:no\.?|nr\.?|number|№|(?P<law>pub\. ?l\.)(?: no\.)?)\s*(?P<number>\d.*)", re.IGNORECASE)
#: What stands for the year of a work that has not appeared.
_TO_COME: Final = re.compile(
    r"forthcoming|in press|in the press|to appear|accepted|in preparation|submitted",
    re.IGNORECASE,
)
#: What a preprint has of a journal article, and what is said elsewhere.
_OF_ARTICLES: Final = frozenset(("page", "volume", "issue", "genre"))


def as_seen_by_manuals(reference: Reference) -> Reference:
    """The reference in the words that styles have for its kind."""
    if reference.format == "csl-json":
        return reference
    texts = dict(reference.texts)
    _kind(reference, texts)
    _numbers(texts)
    if (title := reference.title) and title.runs[-1].text.endswith("."):
        texts["title"] = _without_stop(title)
    if "language" not in texts and not is_english(str(reference.title)):
        # In some other language than English, which keeps its case.
        texts["language"] = Text.plain("und")
    if str(texts.get("source", "")).lower() in _INDEXES:
        texts.pop("source")
    if (name := str(texts.get("container-title", ""))).isupper():
        texts["container-title"] = Text.plain(unshouted_name(name))
    if str(texts.get("publisher", "")).strip(" .").lower() in _ON_THE_WEB:
        texts.pop("publisher")
    dates = reference.dates
    if reference.issued and not reference.issued.start and _TO_COME.fullmatch(reference.issued.literal.strip()):
        texts.setdefault("status", Text.plain(reference.issued.literal.strip().lower()))
        dates = {name: date for name, date in dates.items() if name != "issued"}
    changed = texts != dict(reference.texts) or dates is not reference.dates
    return _page(_preprint(_addressed(replace(reference, texts=texts, dates=dates) if changed else reference)))


def _without_stop(title: Text) -> Text:
    """A title without the full stop behind it, unless that is an abbreviation's."""
    last = title.runs[-1]
    match = _TITLE_STOP.search(last.text[-50:])
    if match is None or (match["word"] or "").lower() in _SHORT_FORMS:
        return title
    return Text((*title.runs[:-1], Run(last.text[:-1], last.mark)))


def _kind(reference: Reference, texts: dict[str, Text]) -> None:
    """Name the kind of a work as manuals do, and none where its type says enough."""
    genre = str(texts.get("genre", ""))
    in_container = reference.type in _IN_CONTAINERS and genre.lower() in _DOCUMENT_KINDS
    if in_container or (reference.entry_type.lower() == "techreport" and genre == "technical report"):
        texts.pop("genre", None)
    elif reference.type == "thesis":
        degree = next((name for name, pattern in _DEGREES if pattern.fullmatch(genre)), "")
        texts |= {"genre": Text.plain(degree)} if degree else {}
    elif reference.type == "patent":
        texts |= _patent(genre, str(texts.get("jurisdiction", "")), str(texts.get("number", "")))


def _numbers(texts: dict[str, Text]) -> None:
    """Take from numbers the labels that styles print before them."""
    if number := edition_number(str(texts.get("edition", ""))):
        texts["edition"] = Text.plain(number)
    if match := _LABEL.fullmatch(str(texts.get("number", ""))):
        texts["number"] = Text.plain(match["number"])
        if match["law"]:
            texts.setdefault("genre", Text.plain("Pub. L."))


def _addressed(reference: Reference) -> Reference:
    """A work has one address: its DOI's own is no other one."""
    match = _DOI_ADDRESS.fullmatch(reference.identifiers.get("URL", ""))
    if match is None:
        return reference
    doi = reference.identifiers.get("DOI", match[1])
    if doi.lower() != unquote(match[1]).lower():
        return reference
    rest = {name: value for name, value in reference.identifiers.items() if name != "URL"}
    return replace(reference, identifiers=rest | {"DOI": doi})


def _page(reference: Reference) -> Reference:
    """What has an address and nothing that speaks for another kind is a page of the web, whose type BibTeX lacks."""
    if reference.type != "document" or not reference.identifiers.get("URL") or reference.identifiers.get("DOI"):
        return reference
    return reference if _PUBLISHED & reference.texts.keys() else replace(reference, type="webpage")


def _patent(genre: str, country: str, number: str) -> dict[str, Text]:
    """What a patent of the United States is called, and its number without the country that stands before it."""
    named = genre.lower() not in ("", "patent")
    bare = _US_NUMBER.sub("", number)
    if genre != "U.S. patent" and (named or (country.lower() not in _UNITED_STATES and bare == number)):
        return {}
    return {"genre": Text.plain("U.S. patent")} | ({"number": Text.plain(bare)} if number else {})


def _preprint(reference: Reference) -> Reference:
    """A preprint has its server as its publisher, and its number there."""
    if reference.type not in ("article", "article-journal", "document", "manuscript", "report", "webpage"):
        return reference
    server, identifier = "", reference.identifiers.get("arXiv", "")
    holder = ""
    for variable in ("container-title", "publisher"):
        name = _PREPRINT.sub("", str(reference.text(variable))).strip()
        if not name:
            continue
        match = _ARXIV.fullmatch(name)
        known = "arXiv" if match else _SERVERS.get(name.lower()) or _OTHER_NAMES.get(name.lower(), "")
        if known:
            server, holder = known, variable
            identifier = identifier or (match["id"] if match else "")
            break
    elsewhere = reference.text("container-title") or (reference.type != "article" and reference.text("publisher"))
    if not server and identifier and reference.type != "article-journal" and not elsewhere:
        server = "arXiv"
    if not server:
        return reference
    texts = {
        name: text for name, text in reference.texts.items() if name not in (holder, "page", "volume", "issue", "genre")
    }
    texts["publisher"] = Text.plain(server)
    volume = _ARXIV.fullmatch(str(reference.text("volume")))
    identifier = identifier or (volume["id"] if volume else "")
    identifiers = dict(reference.identifiers)
    if server == "arXiv" and identifier:
        texts["number"] = Text.plain(f"arXiv:{identifier}")
        identifiers.setdefault("URL", f"https://arxiv.org/abs/{identifier}")
    return replace(reference, type="article", texts=texts, identifiers=identifiers)
