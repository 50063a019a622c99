"""A made-up library of 400: 200 references as careful authors write them, and 200 with one fault each.

The services know the works as they are; the entries say what authors make of them: abbreviated journals, missing
subtitles and accents, initials, shortened lists of names.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

from tests.imports.world import JSON, Work, World

_TOPICS = """tidal harbour sediment lighthouse kelp estuary gull mooring quay dredging salinity reef pilotage breakwater
lagoon plankton ferry anchor buoy dune marsh oyster seal current storm""".split()
_VERBS = "shapes limits predicts follows delays restores precedes alters explains mirrors".split()
_FRAMES = (
    "{a} {b} {v} {c} {d} in northern bays",
    "Long-term effects of {a} {b} on {c} and {d}: a cohort study",
    "Why {a} {b} {v} {c} under {d} conditions",
    "{a} {b} and {c} {d}: results of a randomised trial",
    "Towards a theory of {a} {b} with {c} and {d}",
)
_FAMILIES = """Alder Birch Cedar Dogwood Elm Fichte García-Hazel Ivarsson Jürgens Kowalski Larch Müller Nguyễn Oak
O'Pine Quince Rowan Søndergaard Tamarisk Ulmer Vogel Willow Xu Yew Zhang""".split()
_GIVEN = "Anna Bo Clara Dev Eve Finn Gita Hugo Ines Jonas Kim Lena Mei Noor Olaf Pia".split()
_JOURNALS = (
    ("The Journal of Coastal Examples", "J Coast Ex"),
    ("Annals of Harbour Medicine", "Ann Harb Med"),
    ("Tides & Shores", "Tides Shores"),
    ("Proceedings of the Society of Pilots", "Proc Soc Pilots"),
)
FAULTS = ("title", "authors", "year", "another work", "not found", "retraction", "erratum", "preprint")


@dataclass
class Made:
    """The library's .bib, the world that knows its works, and the fault of each key (none for careful entries)."""

    world: World = field(default_factory=World)
    entries: dict[str, str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def bib(self) -> str:
        return "\n".join(self.entries.values())


class Maker:
    """Makes works, tells them to services, and writes entries about them."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - the same library each time
        self.number = 0

    def work(self) -> Work:
        self.number += 1
        a, b, c, d = self.random.sample(_TOPICS, 4)
        frame = self.random.choice(_FRAMES)
        names = self.random.sample(_FAMILIES, self.random.randint(2, 6))
        journal, short = self.random.choice(_JOURNALS)
        first = self.random.randint(1, 900)
        return Work(
            doi=f"10.1000/made.{self.number}",
            title=f"{frame.format(a=a, b=b, c=c, d=d, v=self.random.choice(_VERBS))} ({self.number})".capitalize(),
            authors=tuple((family, self.random.choice(_GIVEN)) for family in names),
            year=self.random.randint(1985, 2024),
            journal=journal,
            short=short,
            volume=str(self.random.randint(1, 80)),
            pages=f"{first}-{first + self.random.randint(2, 20)}",
            pmid=str(31_000_000 + self.number),
        )

    def tell(self, world: World, work: Work, **more: object) -> None:
        """All services learn of a work as it is."""
        world.crossref[work.doi] = work.in_crossref(**more)
        world.pubmed[work.pmid] = work.in_pubmed()

    def entry(self, key: str, work: Work, **other: str) -> str:
        """An entry as a careful author writes it, in one of many ways, with one or several identifiers or none."""
        chance = self.random.random
        fields: dict[str, str] = {}
        if chance() < 0.4:
            fields["journal"] = (
                work.short.replace("&", r"\&") if chance() < 0.7 else work.short.replace(" ", ". ") + "."
            )
        else:
            fields["journal"] = work.journal.replace("&", r"\&")
        if ":" in work.title and chance() < 0.3:
            fields["title"] = work.title.partition(":")[0]
        elif chance() < 0.3:
            fields["title"] = "{" + work.title.title() + "}"
        if chance() < 0.4:
            people = " and ".join(f"{family}, {given[0]}." for family, given in work.authors[:3])
            fields["author"] = f"{people} and others" if len(work.authors) > 3 else people
        if chance() < 0.2:
            first, _, last = work.pages.partition("-")
            fields["pages"] = first if chance() < 0.5 else f"{first}--{last[-2:]}"
        which = chance()
        if which < 0.5:
            fields["pmid"] = ""
        elif which < 0.75:
            fields["doi"] = ""
        return work.in_bibtex(key, **{**fields, **other})


def make(careful: int = 200, faulty: int = 200, seed: int = 11) -> Made:
    """The library."""
    made, maker = Made(), Maker(seed)
    for index in range(careful):
        key = f"good{index}"
        work = maker.work()
        maker.tell(made.world, work)
        if index % 10 == 0:
            # No identifier at all: only the title leads to it.
            made.entries[key] = maker.entry(key, work, doi="", pmid="")
        else:
            made.entries[key] = maker.entry(key, work)
    for index in range(faulty):
        fault = FAULTS[index % len(FAULTS)]
        key = f"bad{index}"
        made.faults[key] = fault
        made.entries[key] = _FAULTY[fault](made.world, maker, key, index)
    return made


def _title(world: World, maker: Maker, key: str, _index: int) -> str:
    work, other = maker.work(), maker.work()
    maker.tell(world, work)
    return maker.entry(key, work, title=other.title)


def _authors(world: World, maker: Maker, key: str, _index: int) -> str:
    work = maker.work()
    maker.tell(world, work)
    others = [name for name in _FAMILIES if name not in dict(work.authors)]
    people = " and ".join(f"{family}, Ada" for family in maker.random.sample(others, 3))
    return maker.entry(key, work, author=people)


def _year(world: World, maker: Maker, key: str, index: int) -> str:
    work = maker.work()
    maker.tell(world, work)
    return maker.entry(key, work, year=str(work.year + (1, -1, 3, -10)[index % 4]))


def _another(world: World, maker: Maker, key: str, index: int) -> str:
    work, other = maker.work(), maker.work()
    maker.tell(world, work)
    maker.tell(world, other)
    if index % 3:
        return maker.entry(key, work, doi=other.doi, pmid="")
    return maker.entry(key, work, doi="", pmid=other.pmid)


def _nothing(_world: World, maker: Maker, key: str, index: int) -> str:
    # A DOI that nobody registered, a PMID that nobody has, or neither.
    return maker.entry(key, maker.work(), **({"doi": "", "pmid": ""} if index % 3 == 0 else {}))


def _retracted(world: World, maker: Maker, key: str, index: int) -> str:
    work = maker.work()
    maker.tell(world, work)
    notice = {
        "DOI": f"{work.doi}.r",
        "type": "retraction",
        "label": "Retraction",
        "updated": {"date-parts": [[2025, 2]]},
    }
    by_publisher, by_watch = ({**notice, "source": name} for name in ("publisher", "retraction-watch"))
    told: list[list[JSON]] = [[by_publisher], [by_watch], [by_publisher, by_watch], [{**notice, "type": "withdrawal"}]]
    kind = (index // len(FAULTS)) % 6
    if kind < len(told):
        world.crossref[work.doi] = work.in_crossref(**{"updated-by": told[kind]})
        return maker.entry(key, work, doi=work.doi, pmid="")
    if kind == len(told):
        mark = replace(work, title=f"RETRACTED: {work.title}")
        world.crossref[work.doi] = mark.in_crossref()
        return maker.entry(key, work, doi=work.doi, pmid="")
    world.pubmed[work.pmid] = work.in_pubmed(
        types='<PublicationType UI="D016441">Retracted Publication</PublicationType>',
        links='<CommentsCorrectionsList><CommentsCorrections RefType="RetractionIn"><RefSource>Ann Ex. 2025 Mar 1;2:5. '
        f"doi: {work.doi}.r</RefSource></CommentsCorrections></CommentsCorrectionsList>",
    )
    return maker.entry(key, work, doi="", pmid=work.pmid)


def _corrected(world: World, maker: Maker, key: str, index: int) -> str:
    work = maker.work()
    maker.tell(world, work)
    if index % 3:
        name = ("correction", "erratum", "corrigendum", "err")[index % 4]
        notice = {"DOI": f"{work.doi}.c", "type": name, "updated": {"date-parts": [[2025]]}, "source": "publisher"}
        world.crossref[work.doi] = work.in_crossref(**{"updated-by": [notice]})
        return maker.entry(key, work, doi=work.doi, pmid="")
    world.pubmed[work.pmid] = work.in_pubmed(
        links='<CommentsCorrectionsList><CommentsCorrections RefType="ErratumIn"><RefSource>Ann Ex. 2025;2(1):5'
        "</RefSource><PMID>5</PMID></CommentsCorrections></CommentsCorrectionsList>"
    )
    return maker.entry(key, work, doi="", pmid=work.pmid)


def _preprint(world: World, maker: Maker, key: str, index: int) -> str:
    work, article = maker.work(), maker.work()
    if index % 2:
        relation = {"is-preprint-of": [{"id-type": "doi", "id": article.doi, "asserted-by": "subject"}]}
        world.crossref[work.doi] = {
            name: value
            for name, value in work.in_crossref(relation=relation, type="posted-content", subtype="preprint").items()
            if name not in {"container-title", "short-container-title", "volume", "issue", "page"}
        }
        return maker.entry(key, work, doi=work.doi, pmid="", journal="harbourRxiv", volume="", pages="")
    authors = "".join(f"<author><name>{given} {family}</name></author>" for family, given in work.authors)
    number = f"2101.{maker.number:05}"
    world.arxiv[number] = (
        f"<entry><id>http://arxiv.org/abs/{number}v1</id><published>{work.year}-01-02T00:00:00Z</published>"
        f"<title>{work.title}</title>{authors}<arxiv:doi>{article.doi}</arxiv:doi></entry>"
    )
    return maker.entry(
        key, work, doi="", pmid="", journal="", volume="", pages="", eprint=number, archiveprefix="arXiv"
    )


_FAULTY = dict(
    zip(FAULTS, (_title, _authors, _year, _another, _nothing, _retracted, _corrected, _preprint), strict=True)
)
