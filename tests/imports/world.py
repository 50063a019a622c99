"""Public services of a made-up world, in the shapes in which the real ones answer; nothing leaves the machine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote
from xml.sax.saxutils import escape

import httpx

JSON = dict[str, Any]
Answer = Callable[[httpx.Request], httpx.Response]


@dataclass
class World:
    """What the services know; `broken` answers in the place of a host."""

    crossref: dict[str, JSON] = field(default_factory=dict)
    datacite: dict[str, JSON] = field(default_factory=dict)
    agencies: dict[str, str] = field(default_factory=dict)
    elsewhere: dict[str, JSON] = field(default_factory=dict)
    pubmed: dict[str, str] = field(default_factory=dict)
    searches: dict[str, list[str]] = field(default_factory=dict)
    numbers: dict[str, JSON] = field(default_factory=dict)
    europepmc: list[JSON] = field(default_factory=list)
    arxiv: dict[str, str] = field(default_factory=dict)
    books: dict[str, JSON] = field(default_factory=dict)
    trials: dict[str, JSON] = field(default_factory=dict)
    #: What Europe PMC has taken in since a day, by the query.
    renewals: dict[str, list[JSON]] = field(default_factory=dict)
    openalex: list[JSON] = field(default_factory=list)
    broken: dict[str, Answer] = field(default_factory=dict)
    asked: list[httpx.Request] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        url = request.url
        if url.host in self.broken:
            return self.broken[url.host](request)
        if request.method == "POST":
            url = url.copy_merge_params(dict(parse_qsl(request.content.decode())))
        return _HOSTS[url.host](self, url)

    @property
    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self)

    @property
    def hosts(self) -> list[str]:
        return [request.url.host for request in self.asked]


def _nothing() -> httpx.Response:
    return httpx.Response(404, text="Resource not found.")


def _json(value: object) -> httpx.Response:
    return httpx.Response(200, json=value)


def _crossref(world: World, url: httpx.URL) -> httpx.Response:
    path = url.raw_path.decode().partition("?")[0]
    if path == "/works":
        words = set(url.params["query.bibliographic"].lower().split())
        ranked = sorted(
            world.crossref.values(), key=lambda work: -len(words & set(" ".join(work["title"]).lower().split()))
        )
        return _json({"status": "ok", "message": {"items": ranked[: int(url.params["rows"])]}})
    work = world.crossref.get(unquote(path.removeprefix("/works/")).lower())
    return _json({"status": "ok", "message-type": "work", "message": work}) if work else _nothing()


def _doi(world: World, url: httpx.URL) -> httpx.Response:
    path = unquote(url.path).lower()
    if path.startswith("/ra/"):
        doi = path.removeprefix("/ra/")
        agency = world.agencies.get(doi)
        return _json([{"DOI": doi, "RA": agency} if agency else {"DOI": doi, "status": "DOI does not exist"}])
    item = world.elsewhere.get(path.removeprefix("/"))
    return _json(item) if item else _nothing()


def _datacite(world: World, url: httpx.URL) -> httpx.Response:
    work = world.datacite.get(unquote(url.raw_path.decode()).removeprefix("/dois/").lower())
    return _json({"data": {"id": work["doi"], "type": "dois", "attributes": work}}) if work else _nothing()


def _eutils(world: World, url: httpx.URL) -> httpx.Response:
    if url.path.endswith("/esearch.fcgi"):
        found = world.searches.get(url.params["term"], [])
        return _json({"header": {}, "esearchresult": {"count": str(len(found)), "idlist": found}})
    records = "".join(world.pubmed.get(one, "") for one in url.params["id"].split(","))
    text = f'<?xml version="1.0" ?>\n<PubmedArticleSet>{records}</PubmedArticleSet>'
    return httpx.Response(200, text=text, headers={"content-type": "text/xml; charset=UTF-8"})


def _converter(world: World, url: httpx.URL) -> httpx.Response:
    def answer(one: str) -> JSON:
        error = {"requested-id": one, "status": "error", "errmsg": "Identifier not found in PMC"}
        return {"requested-id": one, **world.numbers[one]} if one in world.numbers else error

    return _json({"status": "ok", "records": [answer(one) for one in url.params["ids"].split(",")]})


def _europepmc(world: World, url: httpx.URL) -> httpx.Response:
    if "cursorMark" in url.params:
        return _europepmc_page(world.renewals.get(url.params["query"], []), url)
    kind, _, value = url.params["query"].partition(":")
    name = {"DOI": "doi", "EXT_ID": "pmid", "PMCID": "pmcid", "TITLE": "title"}[kind]
    wanted = value.removesuffix(" AND SRC:MED").strip('"').lower()
    found = [one for one in world.europepmc if wanted in str(one.get(name, "")).lower().replace(":", " ")]
    return _json({"hitCount": len(found), "resultList": {"result": found}})


def _europepmc_page(found: list[JSON], url: httpx.URL) -> httpx.Response:
    """A page of results; behind the last one comes an empty one, which names itself as the next."""
    start = 0 if url.params["cursorMark"] == "*" else int(url.params["cursorMark"])
    end = start + int(url.params["pageSize"])
    following = str(min(end, len(found)))
    return _json({"hitCount": len(found), "nextCursorMark": following, "resultList": {"result": found[start:end]}})


def _arxiv(world: World, url: httpx.URL) -> httpx.Response:
    number = url.params["id_list"]
    if not any(char.isdigit() for char in number):
        return httpx.Response(
            400, text=_feed("<entry><id>https://arxiv.org/api/errors#x</id><title>Error</title></entry>")
        )
    return httpx.Response(200, text=_feed(world.arxiv.get(number.partition("v")[0], "")))


def _feed(entries: str) -> str:
    return f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">{entries}</feed>'


def _library(world: World, url: httpx.URL) -> httpx.Response:
    key = url.params["bibkeys"]
    book = world.books.get(key.removeprefix("ISBN:"))
    return _json({key: book} if book else {})


def _trials(world: World, url: httpx.URL) -> httpx.Response:
    study = world.trials.get(url.path.rsplit("/", 1)[-1])
    return _json({"protocolSection": study}) if study else _nothing()


def _openalex(world: World, url: httpx.URL) -> httpx.Response:
    path = unquote(url.path)
    if path != "/works":
        doi = path.removeprefix("/works/doi:").lower()
        found = next((one for one in world.openalex if one.get("doi", "").lower().endswith(doi)), None)
        return _json(found) if found else _nothing()
    wanted = url.params["filter"].removeprefix("title.search:").lower().split()
    results = [one for one in world.openalex if all(word in str(one.get("title", "")).lower() for word in wanted)]
    return _json({"meta": {"count": len(results)}, "results": results})


_HOSTS: Mapping[str, Callable[[World, httpx.URL], httpx.Response]] = {
    "api.crossref.org": _crossref,
    "doi.org": _doi,
    "api.datacite.org": _datacite,
    "eutils.ncbi.nlm.nih.gov": _eutils,
    "pmc.ncbi.nlm.nih.gov": _converter,
    "www.ebi.ac.uk": _europepmc,
    "export.arxiv.org": _arxiv,
    "openlibrary.org": _library,
    "clinicaltrials.gov": _trials,
    "api.openalex.org": _openalex,
}


@dataclass(frozen=True)
class Work:
    """A made-up work, which each service tells in its own way."""

    doi: str = "10.1000/alder.2021"
    title: str = "Slow tides and the memory of small harbours"
    authors: tuple[tuple[str, str], ...] = (("Alder", "Una"), ("Birch", "Tom"))
    year: int = 2021
    journal: str = "Journal of Coastal Examples"
    short: str = "J Coast Ex"
    volume: str = "12"
    issue: str = "3"
    pages: str = "101-119"
    pmid: str = ""

    def in_crossref(self, **more: object) -> JSON:
        return {
            "DOI": self.doi,
            "type": "journal-article",
            "title": [self.title],
            "author": [{"family": family, "given": given, "sequence": "first"} for family, given in self.authors],
            "container-title": [self.journal],
            "short-container-title": [self.short],
            "issued": {"date-parts": [[self.year, 4]]},
            "published-print": {"date-parts": [[self.year, 4]]},
            "volume": self.volume,
            "issue": self.issue,
            "page": self.pages,
            "publisher": "Example House",
            "ISSN": ["1234-5679"],
            **more,
        }

    def in_pubmed(self, types: str = "", links: str = "") -> str:
        authors = "".join(
            f"<Author><LastName>{escape(family)}</LastName><ForeName>{escape(given)}</ForeName></Author>"
            for family, given in self.authors
        )
        return f"""<PubmedArticle><MedlineCitation><PMID Version="1">{self.pmid}</PMID><Article><Journal>
<JournalIssue><Volume>{self.volume}</Volume><Issue>{self.issue}</Issue><PubDate><Year>{self.year}</Year></PubDate>
</JournalIssue><Title>{escape(self.journal)}</Title><ISOAbbreviation>{escape(self.short)}</ISOAbbreviation></Journal>
<ArticleTitle>{escape(self.title)}.</ArticleTitle><Pagination><MedlinePgn>{self.pages}</MedlinePgn></Pagination>
<Abstract><AbstractText>Not ours to print.</AbstractText></Abstract><AuthorList>{authors}</AuthorList>
<PublicationTypeList><PublicationType UI="D016428">Journal Article</PublicationType>{types}</PublicationTypeList>
</Article>{links}</MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType="pubmed">{self.pmid}</ArticleId>
<ArticleId IdType="doi">{self.doi}</ArticleId></ArticleIdList></PubmedData></PubmedArticle>"""

    def in_bibtex(self, key: str, **other: str) -> str:
        fields = {
            "author": " and ".join(f"{family}, {given}" for family, given in self.authors),
            "title": self.title,
            "journal": self.journal,
            "year": str(self.year),
            "volume": self.volume,
            "pages": self.pages.replace("-", "--"),
            "doi": self.doi,
            "pmid": self.pmid,
        } | other
        body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
        return f"@article{{{key},\n{body}}}\n"


def without_a_network(request: httpx.Request) -> httpx.Response:
    """What happens on a machine without a network."""
    raise httpx.ConnectError("[Errno -2] Name or service not known", request=request)
