# ruff: noqa: E501 (a reference and what is printed for it stand side by side)
"""References of .bib files as manuals of style have them.

`from_bibtex/` holds 200 works as seventeen sources write them into .bib files (Zotero, Better BibTeX, Mendeley, JabRef,
PubMed, ACM, IEEE Xplore, Google Scholar, DBLP, Web of Science, arXiv, Crossref, Scopus, EndNote, Paperpile, authors). What
seven styles print was not made by this program: the same works were written as CSL-JSON beside the .bib, and printed by
two CSL processors (Pandoc 3.9 and citeproc-js). `expected.json` has what both print alike, but for what the manual of a
style has otherwise than its CSL file: `manuals.json` names these entries, each with its rule.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest

from litreview.cite.opening import openings
from litreview.cite.styles.format import format_bibliography, plain_text
from litreview.cite.styles.registry import load_style
from litreview.cite.titles import AS_WRITTEN, Titles
from litreview.model.reference import Reference
from litreview.read.formats import read_bibliography
from litreview.read.sources import SourceFile

_FOLDER = Path(__file__).with_name("from_bibtex")
EXPECTED: dict[str, dict[str, str]] = json.loads((_FOLDER / "expected.json").read_text(encoding="utf-8"))


def read(source: str) -> tuple[Reference, ...]:
    return tuple(read_bibliography(SourceFile("x.bib", source.encode())).references)


#: "The Fore of New Guinea": a name that is a word, in title case and in no braces, which nothing can tell.
_LOST: Final = {"n195"}
_FOLDED: Final = str.maketrans("“”’‘–—\u00a0", "\"\"''-- ")


def folded(text: str) -> str:
    """A reference without what differs between processors: kinds of quotes, dashes and spaces, a stop at its end."""
    return " ".join(text.translate(_FOLDED).split()).rstrip(".")


@pytest.mark.parametrize("style", EXPECTED)
def test_a_list_prints_as_its_style_has_it(style: str) -> None:
    references = read((_FOLDER / "references.bib").read_text(encoding="utf-8"))
    entries = format_bibliography(load_style(style), references, Titles.of(references))
    ours = {key: folded(plain_text(entries[key])) for key in EXPECTED[style].keys() - _LOST}
    assert ours == {key: folded(EXPECTED[style][key]) for key in ours}


def printed(style: str, entry: str, *, titles: bool = True) -> str:
    references = read(entry)
    entries = format_bibliography(load_style(style), references, Titles.of(references) if titles else AS_WRITTEN)
    return "\n".join(map(plain_text, entries.values()))


def article(**fields: str) -> str:
    given = {"author": "Doe, Jane", "title": "Cells", "journal": "Blood", "year": "2020", "volume": "1", **fields}
    return "@article{a, " + ", ".join(f"{name}={{{value}}}" for name, value in given.items() if value) + "}"


def entry(kind: str, **fields: str) -> str:
    given = {"author": "Doe, Jane", "title": "Cells", "year": "2020", **fields}
    return f"@{kind}{{a, " + ", ".join(f"{name}={{{value}}}" for name, value in given.items() if value) + "}"


@pytest.mark.parametrize(
    ("style", "source", "text"),
    [
        # names
        ("nlm", article(author="Doe, JQ"), "Doe JQ. Cells. Blood. 2020;1."),
        ("mla", article(author="Doe, JQ"), "Doe, J. Q. “Cells.” Blood, vol. 1, 2020."),
        ("nlm", article(author="Doe, Jane and others"), "Doe J, et al. Cells. Blood. 2020;1."),
        ("apa", article(author="Doe, Jane and others"), "Doe, J., et al. (2020). Cells. Blood, 1."),
        ("ieee", article(author="Doe, Jane and others"), "J. Doe et al., “Cells,” Blood, vol. 1, 2020."),
        ("apa", article(author="王, 小明 and 김, 민수"), "王小明, & 김민수. (2020). Cells. Blood, 1."),
        ("ieee", article(author="王, 小明"), "王小明, “Cells,” Blood, vol. 1, 2020."),
        # titles
        ("apa", article(title="Retracted: a trial"), "Doe, J. (2020). Retracted: A trial. Blood, 1."),
        ("mla", article(title="{The role of cells}"), "Doe, Jane. “The Role of Cells.” Blood, vol. 1, 2020."),
        ("mla", article(title="Über den Zustand der Zellen"), "Doe, Jane. “Über den Zustand der Zellen.” Blood, vol. 1, 2020."),
        ("chicago-author-date", article(title="О новых клетках"), "Doe, Jane. 2020. “О новых клетках.” Blood 1."),
        ("mla", article(title="He said ``it's `fine' for now''"), "Doe, Jane. “He Said ‘It’s “Fine” for Now.’” Blood, vol. 1, 2020."),
        ("ieee", article(title="The `hallmarks' of cells"), "J. Doe, “The ‘hallmarks’ of cells,” Blood, vol. 1, 2020."),
        ("ieee", article(title="The end of cells."), "J. Doe, “The end of cells,” Blood, vol. 1, 2020."),
        ("ieee", article(title="Cells in the {U.S.}"), "J. Doe, “Cells in the U.S.,” Blood, vol. 1, 2020."),
        ("mla", article(title="Reply to “{Statins} for all?”"), "Doe, Jane. “Reply to ‘Statins for All?’” Blood, vol. 1, 2020."),
        ("nature", article(title="Reply to “Statins for all?”"), "Doe, J. Reply to “Statins for all?” Blood 1, (2020)."),
        ("mla", article(title="Thinking About Cells With Care"), "Doe, Jane. “Thinking about Cells with Care.” Blood, vol. 1, 2020."),
        ("chicago-author-date", article(title="Thinking about Cells With Care"), "Doe, Jane. 2020. “Thinking About Cells with Care.” Blood 1."),
        ("ieee", entry("book", publisher="Wiley", title="The life of cells"), "J. Doe, The Life of Cells. Wiley, 2020."),
        ("nlm", entry("inproceedings", booktitle="2009 IEEE conference on vision"), "Doe J. Cells. In: 2009 IEEE Conference on Vision. 2020."),
        ("nlm", entry("incollection", booktitle="Transactions of the Aster Academy"), "Doe J. Cells. In: Transactions of the Aster Academy. 2020."),
        ("mla", article(title="The patients' view"), "Doe, Jane. “The Patients' View.” Blood, vol. 1, 2020."),
        ("nlm", article(title="[Cells]", language="Norwegian"), "Doe J. [Cells]. Blood. 2020;1. Norwegian."),
        # kinds of documents, theses, reports, editions
        ("apa", article(type="Article"), "Doe, J. (2020). Cells. Blood, 1."),
        ("nlm", entry("phdthesis", school="Oslo"), "Doe J. Cells [dissertation]. Oslo; 2020."),
        ("ama", entry("phdthesis", school="Oslo"), "Doe J. Cells. Dissertation. Oslo; 2020."),
        ("apa", entry("mastersthesis", school="Oslo"), "Doe, J. (2020). Cells [Unpublished master’s thesis]. Oslo."),
        ("apa", entry("phdthesis", school="Oslo", url="https://x.org"), "Doe, J. (2020). Cells [Doctoral dissertation, Oslo]. https://x.org"),
        ("ieee", entry("phdthesis", school="Oslo"), "J. Doe, “Cells,” Ph.D. dissertation, Oslo, 2020."),
        ("apa", entry("phdthesis", school="Wien", type="Diplomarbeit"), "Doe, J. (2020). Cells [Diplomarbeit]. Wien."),
        ("apa", entry("techreport", author="{WHO}", institution="WHO"), "WHO. (2020). Cells."),
        ("apa", entry("report", type="NIH Publication", number="18-2424", institution="NCI"), "Doe, J. (2020). Cells (NIH Publication No. 18-2424). NCI."),
        ("apa", entry("TechReport", institution="NCI"), "Doe, J. (2020). Cells. NCI."),
        ("apa", entry("report", number="No. 12", institution="NCI"), "Doe, J. (2020). Cells (No. 12). NCI."),
        ("apa", entry("legislation", author="", number="Pub. L. 114-255"), "Cells, Pub. L. No. 114-255 (2020)."),
        ("nlm", entry("techreport", number="7", institution="NCI"), "Doe J. Cells. NCI; 2020. Report No.: 7."),
        ("nlm", entry("book", publisher="Wiley", edition="Second"), "Doe J. Cells. 2nd ed. Wiley; 2020."),
        ("mla", entry("book", publisher="Wiley", edition="Second edition"), "Doe, Jane. Cells. 2nd ed., Wiley, 2020."),
        # preprints, data, software, patents, pages
        ("nlm", entry("misc", eprint="2301.01234", archiveprefix="arXiv"), "Doe J. Cells. arXiv:2301.01234 [Preprint]. 2020. Available from: https://arxiv.org/abs/2301.01234"),
        ("ama", article(journal="medRxiv", volume="", doi="10.1101/1"), "Doe J. Cells. medRxiv. Preprint posted online 2020. doi:10.1101/1"),
        ("nature", article(journal="bioRxiv", volume="", doi="10.1101/1"), "Doe, J. Cells. Preprint at bioRxiv https://doi.org/10.1101/1 (2020)."),
        ("ieee", entry("article", journal="arXiv preprint arXiv:2301.01234"), "J. Doe, “Cells,” 2020, arXiv:2301.01234. [Online]. Available: https://arxiv.org/abs/2301.01234"),
        ("nature", article(volume="", doi="10.1000/2"), "Doe, J. Cells. Blood https://doi.org/10.1000/2 (2020)."),
        ("nature", entry("misc", url="https://x.org"), "Doe, J. Cells. https://x.org (2020)."),
        ("ama", entry("dataset", publisher="Zenodo", version="2", doi="10.1000/2"), "Doe J. Cells. Version 2. Zenodo; 2020. doi:10.1000/2"),
        ("ama", entry("patent", type="patentus", number="6,866,670", month="mar"), "Doe J, inventor. Cells. US patent 6,866,670. March 2020."),
        ("nlm", entry("patent", holder="{Sonic Ltd.}", number="US6,866,670"), "Doe J, inventor; Sonic Ltd., assignee. Cells. United States patent US 6,866,670. 2020."),
        ("ama", entry("patent", assignee="{Sonic Ltd.} and {Roe Inc.}", nationality="USA", number="6,866,670"), "Doe J, inventor; Sonic Ltd., Roe Inc., assignees. Cells. US patent 6,866,670. 2020."),
        ("apa", entry("patent", holder="{Sonic Ltd.}", type="patenteu", number="EP123"), "Doe, J. (2020). Cells (European Patent No. EP123)."),
        ("nlm", entry("inproceedings", pages="3"), "Doe J. Cells. 2020. p. 3."),
        ("nlm", entry("misc", howpublished=r"\url{https://x.org/a\%20b}"), "Doe J. Cells [Internet]. 2020. Available from: https://x.org/a%20b"),
        ("nlm", entry("book", publisher="Wiley", doi="10.1000/2", url="http://dx.doi.org/10.1000/2"), "Doe J. Cells. Wiley; 2020. doi:10.1000/2"),
        ("nlm", article(url="https://doi.org/10.1000/2"), "Doe J. Cells. Blood. 2020;1. doi:10.1000/2"),
        ("mla", article(source="Scopus", doi="10.1000/2"), "Doe, Jane. “Cells.” Blood, vol. 1, 2020, https://doi.org/10.1000/2."),
        ("mla", entry("misc", url="https://x.org"), "Doe, Jane. Cells. 2020, https://x.org."),
        ("ieee", entry("misc", url="https://x.org", urldate="2021-02-03"), "J. Doe, “Cells.” Accessed: Feb. 03, 2021. [Online]. Available: https://x.org"),
        ("ama", entry("online", author="", organization="NCI", url="https://x.org"), "Cells. NCI. 2020. https://x.org"),
        ("nature", entry("incollection", booktitle="Blood Work", editor="Roe, Al and Poe, Bo", publisher="Wiley"), "Doe, J. Cells. in Blood Work (eds Roe, A. & Poe, B.) (Wiley, 2020)."),
        ("apa", entry("online", eprint="2301.01234", eprinttype="arxiv"), "Doe, J. (2020). Cells (arXiv:2301.01234). arXiv. https://arxiv.org/abs/2301.01234"),
        ("apa", entry("software", title="Cell Tools: a Library of Cells", version="2"), "Doe, J. (2020). Cell Tools: A library of cells (Version 2) [Computer software]."),
        ("chicago-author-date", article(author="Ruiz de la Prada, Ana"), "Ruiz de la Prada, Ana. 2020. “Cells.” Blood 1."),
        ("nlm", article(journal=r"\mnras", adsurl="x", title="{Planets: A Survey}"), "Doe J. Planets: a survey. Monthly Notices of the Royal Astronomical Society. 2020;1."),
        ("nlm", entry("misc", url="https://x.org", howpublished="Website", note="[Online; accessed 5-January-2021]"), "Doe J. Cells [Internet]. 2020 [cited 2021 Jan 5]. Available from: https://x.org"),
        ("nlm", article(journal="{JOURNAL OF THE JAMA NETWORK}"), "Doe J. Cells. Journal of the JAMA Network. 2020;1."),
        # dates
        ("apa", entry("book", publisher="Wiley", year="", date="2015/.."), "Doe, J. (2015–present). Cells. Wiley."),
        ("apa", entry("book", publisher="Wiley", year="", date="-0043"), "Doe, J. (44 B.C.E.). Cells. Wiley."),
        ("nlm", article(year="", date="2000-21/2000-22"), "Doe J. Cells. Blood. 2000 Spring–Summer;1."),
        ("nlm", article(year="forthcoming", volume=""), "Doe J. Cells. Blood. Forthcoming."),
        ("ama", article(year="", volume="", pubstate="inpress"), "Doe J. Cells. Blood. In press."),
    ],
)  # fmt: skip
def test_what_manuals_say_of_a_reference(style: str, source: str, text: str) -> None:
    assert printed(style, source) == text


def test_titles_print_as_written_where_the_author_wants_them_so() -> None:
    source = article(title="The Role of Cells in Mice")
    assert printed("nlm", source) == "Doe J. The role of cells in mice. Blood. 2020;1."
    assert printed("nlm", source, titles=False) == "Doe J. The Role of Cells in Mice. Blood. 2020;1."


def test_braces_that_a_program_puts_round_every_title_protect_nothing() -> None:
    title = "{The Role of {Framingham} in Heart Disease}"
    by_hand, sentence = "The Role of Framingham in Heart Disease", "The role of Framingham in heart disease"
    assert by_hand in printed("nlm", article(title=title))
    assert sentence in printed("nlm", article(title=title, year="{2020}"))
    assert sentence in printed("nlm", article(title=title, **{"mendeley-groups": "x"}))
    of_words = "Measuring and {{Mismeasuring Income Polarization}}"
    assert "Measuring and mismeasuring income polarization" in printed("nlm", article(title=of_words))
    assert by_hand not in printed("nlm", "".join(article(title=title).replace("{a,", f"{{{key},") for key in "abc"))


@pytest.mark.parametrize(
    ("style", "source", "people", "title"),
    [
        ("apa", entry("misc", author="", title="Guidance on cells: a leaflet"), "", "<i>Guidance on Cells</i>"),
        ("apa", article(author=""), "", "“Cells”"),
        ("apa", entry("online", author="", organization="NCI", url="https://x.org"), "NCI", "<i>Cells</i>"),
        ("chicago-author-date", entry("online", author="", organization="NCI", url="https://x.org"), "NCI", "“Cells”"),
        ("chicago-author-date", entry("book", author="", translator="Roe, Al", publisher="W"), "Roe", "<i>Cells</i>"),
        ("mla", entry("online", author="", organization="NCI", url="https://x.org"), "", "<i>Cells</i>"),
    ],
)
def test_the_text_cites_what_opens_the_entry(style: str, source: str, people: str, title: str) -> None:
    opening = openings(load_style(style), read(source))["a"]
    assert "".join(name.surname for name in opening.people.names) == people
    assert opening.title == title


def test_a_list_is_sorted_by_what_opens_its_entries() -> None:
    source = entry("online", author="", title="Zebra", organization="Aster Institute", url="https://x.org") + article(
        author="Beech, Al"
    ).replace("{a,", "{b,")
    assert printed("apa", source).splitlines()[0].startswith("Aster Institute. (2020). Zebra.")


def test_a_dash_for_the_same_people_keeps_their_role() -> None:
    source = entry("book", publisher="W", title="Abc") + entry(
        "book", author="", editor="Doe, Jane", title="Xyz", publisher="W"
    ).replace("{a,", "{b,")
    assert printed("mla", source).splitlines()[1] == "———, editor. Xyz. W, 2020."


def test_an_organisation_that_publishes_its_own_work_stands_as_publisher_alone_in_mla() -> None:
    book = entry("book", author="{World Health Organization}", publisher="World Health Organization")
    assert printed("mla", book) == "Cells. World Health Organization, 2020."
    assert printed("mla", entry("book", publisher="Doe Press")) == "Doe, Jane. Cells. Doe Press, 2020."
