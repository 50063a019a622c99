"""Rules over references, on .bib files as authors write them."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from litreview.check.run import check_library
from litreview.model.diagnostics import Diagnostic, Severity
from litreview.read.library import read_library

ROOT = Path(__file__).parent.parent.parent
FAULTS = ROOT / "tests" / "fixtures" / "faults"
REVIEW = "title: T\nlicence: CC0\nsearched_to: 2024-06\ncontributors:\n  - {family: Lee, given: Ana}\n"

MakeReview = Callable[..., Path]


def everything(folder: Path) -> tuple[Diagnostic, ...]:
    read = read_library(folder)
    return check_library(read.library, found=read.diagnostics)


def planted(text: str) -> list[tuple[int, str]]:
    """The line and rule of each fault that the fixture announces."""
    found: list[tuple[int, str]] = []
    announced: list[tuple[str, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if fault := re.fullmatch(r"fault: (\S+) (\S+)", line):
            announced.append((fault[1], fault[2]))
        name = "entry" if line.startswith("@") else line.partition("=")[0].strip()
        found += [(number, rule) for rule, field in announced if field == name]
        if line == "}":
            announced = []
    return sorted(found)


def test_twenty_planted_faults_are_named_at_their_lines_and_nothing_else_is() -> None:
    expected = planted((FAULTS / "refs" / "references.bib").read_text(encoding="utf-8"))
    assert len(expected) == 20
    assert [(d.position.line, d.rule) for d in everything(FAULTS)] == expected


def test_the_flagships_bibliography_has_no_error_and_says_its_gaps_in_notes() -> None:
    read = read_library(ROOT)
    found = [d for d in check_library(read.library) if d.position.file.endswith(".bib")]
    assert {d.severity for d in found} <= {Severity.WARNING, Severity.INFO}
    gaps = [d for d in found if d.rule == "missing-field"]
    assert {d.severity for d in gaps} == {Severity.INFO}
    told = {d.message.partition(" has no author")[0] for d in gaps if "has no author" in d.message}
    articles = [each for each in read.library.references.values() if each.entry_type == "article"]
    assert told == {each.key for each in articles if not each.names.get("author")}


def article(**fields: str | None) -> str:
    """A clean article with some fields replaced, added or (None) left out."""
    given: dict[str, str | None] = {
        "author": "Lee, Ana",
        "title": "A trial of one thing",
        "journal": "Journal of Examples",
        "year": "2020",
        "doi": "10.1000/lee.2020",
    }
    given |= {name.replace("_", "-"): value for name, value in fields.items()}
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in given.items() if value is not None)
    return f"@article{{lee2020,\n{lines}}}\n"


def rules_of(bib: str, review: MakeReview, yml: str = REVIEW) -> list[str]:
    return [d.rule for d in everything(review({"refs/references.bib": bib, "refs/review.yml": yml}))]


def test_a_clean_article_gives_no_finding(review: MakeReview) -> None:
    assert rules_of(article(), review) == []


@pytest.mark.parametrize(
    ("fields", "rules"),
    [
        ({"author": None}, ["missing-field"]),
        ({"author": "", "x_unverified": "authors"}, ["missing-field", "unverified"]),
        ({"year": None, "x_year_inferred": "2019"}, ["inferred-year"]),
        ({"year": "-44"}, ["malformed-date"]),
        ({"year": "202"}, ["doubtful-year"]),
        ({"year": "2025"}, []),
        ({"title": "Prévention in CafÃ©s"}, ["damaged-text"]),
        ({"title": "A d\ufffdtail of it"}, ["damaged-text"]),
        ({"title": "The $x of things"}, ["damaged-text"]),
        ({"title": "A gain of $5 a day"}, []),
        ({"title": "A trial where $x$ grows"}, []),
        ({"title": "RETRACTED: A trial of it"}, ["announced-retraction"]),
        ({"title": "Retracted articles and their readers"}, []),
        ({"year": "9999"}, ["doubtful-year"]),
        ({"doi": "doi:10.1000/lee.2020"}, ["doi-form"]),
        ({"doi": "10.1000/lee.2020."}, ["doi-form"]),
        ({"doi": "10.1016/s0140-6736(20)30183-5"}, []),
        ({"doi": None, "eprint": "2101.01234", "eprinttype": "arxiv"}, []),
        ({"pages": "1234--41"}, []),
        ({"pages": "145--23"}, ["reversed-pages"]),
        ({"pages": "S9--S1"}, ["reversed-pages"]),
        ({"pages": "12--15, 3--1"}, ["reversed-pages"]),
        ({"pages": "20-10"}, ["reversed-pages"]),
        ({"pages": "e102345"}, []),
        ({"pages": "12-1--12-8"}, []),
        ({"pages": "i--x"}, []),
        ({"url": "http://example.com/paper"}, ["insecure-link", "link-form"]),
        ({"url": "https://www.nature.com/articles/s41586-021-04390-6"}, []),
        ({"url": "http://www.nature.com/articles/1"}, ["insecure-link"]),
        ({"url": "https://www.nature.com/articles/1."}, ["link-form"]),
        ({"title": "COVID"}, []),
        ({"title": "TRANSCEND CLL 004: a trial"}, []),
        ({"title": "慢性淋巴细胞白血病"}, []),
        ({"author": "Lee, Ana and Wu, B. and others"}, []),
        ({"author": "{National Cancer Institute, Division of Trials}"}, []),
        ({"author": "Lee, Ana and {Wu et al. for the group}"}, ["merged-authors"]),
        ({"issn": "1234-5678"}, ["malformed-identifier"]),
        ({"x_retraction": "retracted in 2023"}, ["retracted-reference"]),
        ({"x_erratum": "a typing error in table 2"}, []),
        ({"url": "https://doi.org/10.1000/other.2019"}, ["doi-mismatch"]),
        ({"url": "https://dx.doi.org/10.1000/other.2019"}, ["doi-mismatch"]),
        ({"url": "https://doi.org/10.1000/LEE.2020?x=1#top"}, []),
        ({"url": "https://doi.org/10.1000%2Flee.2020"}, []),
        ({"url": "https://onlinelibrary.wiley.com/doi/10.1000/other.2019"}, []),
        ({"doi": None, "url": "https://doi.org/10.1000/other.2019"}, []),
        ({"date": "2021-03"}, ["date-mismatch"]),
        ({"date": "2019-12/2021-01"}, []),
        ({"date": "2020-03-01"}, []),
        ({"year": "2019/2020", "date": "2020"}, []),
        ({"author": "SMITH, JOHN and Lee, Ana"}, ["name-in-capitals"]),
        ({"author": "Lee, Ana and GARCÍA-LÓPEZ, María"}, ["name-in-capitals"]),
        ({"author": "LI, W."}, ["name-in-capitals"]),
        ({"author": "LIU R"}, ["name-in-capitals"]),
        ({"author": "DOE J and ROE RM"}, ["name-in-capitals", "name-syntax"]),
        ({"author": "O, J. and Smith JAB and AB O and {WHO}"}, []),
        ({"author": "Smith, JAB and O, K. and McDonald, A."}, []),
        ({"author": "WHO and {NATIONAL CANCER INSTITUTE} and 王, 伟"}, []),
        ({"title": "TODO"}, ["placeholder-value"]),
        ({"title": "[No title available]"}, ["placeholder-value"]),
        ({"author": "Lee, Ana and n/a"}, ["placeholder-value"]),
        ({"author": "Unknown"}, ["placeholder-value"]),
        ({"author": "Anonymous"}, []),
        ({"journal": "xxx"}, ["placeholder-value"]),
        ({"volume": "TBD"}, ["placeholder-value"]),
        ({"volume": "xxx", "pages": "x--xxx"}, []),
        ({"title": "Unknown unknowns: what to do"}, []),
        ({"title": "Add health to your life here"}, []),
        ({"issn": "0028-0836 (Print), 1476-4687 (Electronic)"}, []),
        ({"issn": "0028-0836", "eissn": "1476-4687"}, []),
        ({"doi": None}, ["no-identifier"]),
        ({"doi": None, "note": "available at https://www.nature.com/articles/1, in part"}, []),
        ({"doi": None, "howpublished": r"Online: \url{https://www.nature.com/articles/1}, 2020"}, []),
    ],
)
def test_one_field_at_a_time(fields: dict[str, str | None], rules: list[str], review: MakeReview) -> None:
    assert sorted(rules_of(article(**fields), review)) == rules


def test_a_name_of_nothing_but_hyphens_takes_no_more_than_linear_time(review: MakeReview) -> None:
    start = time.process_time()
    assert "merged-authors" not in rules_of(article(author=f"Lee, {'A-' * 50_000}"), review)
    assert time.process_time() - start < 5


@pytest.mark.parametrize("author", ["{Smith-Jones AB, O'Neill CD}", "{'t Hooft AB, Lee C}", "{d'Arc J; Lee C}"])
def test_surnames_with_hyphens_and_apostrophes_give_a_list_away(author: str, review: MakeReview) -> None:
    assert rules_of(article(author=author), review) == ["merged-authors"]


def test_acknowledged_gaps_are_notes(review: MakeReview) -> None:
    bib = article(author=None, x_unverified="authors")
    found = everything(review({"refs/references.bib": bib, "refs/review.yml": REVIEW}))
    assert {d.severity for d in found} == {Severity.INFO}


@pytest.mark.parametrize(
    ("key", "rules"),
    [
        ("../../etc/x", ["troublesome-key"]),
        ("/etc/x", ["troublesome-key"]),
        ("c\\x", ["troublesome-key"]),
        ("http://x.org", ["troublesome-key"]),
        ("DBLP:journals/jacm/Lee20", []),
        ("-a", ["troublesome-key"]),
        ("a b", ["bibtex-syntax"]),
        ("schrödinger.1926_b", []),
    ],
)
def test_keys_that_cannot_be_cited_or_name_a_page(key: str, rules: list[str], review: MakeReview) -> None:
    assert rules_of(article().replace("lee2020", key, 1), review) == rules


def test_keys_that_differ_in_capitals(review: MakeReview) -> None:
    other = article(doi="10.1000/2", title="Another thing").replace("lee2020", "Lee2020", 1)
    assert rules_of(article() + other, review) == ["key-case"]


@pytest.mark.parametrize(
    ("fields", "rules"),
    [({"doi": "10.1000/other"}, []), ({"doi": "10.1000/LEE.2020", "title": "Otherwise"}, ["probable-duplicate"])],
)
def test_an_identifier_tells_works_apart_or_as_one(
    fields: dict[str, str | None], rules: list[str], review: MakeReview
) -> None:
    assert rules_of(article() + article(**fields).replace("lee2020", "other", 1), review) == rules


def test_works_without_a_shared_identifier_are_compared_by_content(review: MakeReview) -> None:
    def pair(**fields: str | None) -> list[str]:
        bib = article() + article(doi=None, pmid="31234567", **fields).replace("lee2020", "other", 1)
        return rules_of(bib, review)

    assert pair(title="{A} Trial of one-thing.") == ["probable-duplicate"]


@pytest.mark.parametrize("fields", [{"year": "2019"}, {"author": "Wu, B."}, {"title": "A trial of one thing, part 2"}])
def test_works_that_differ_in_year_author_or_title_are_two(fields: dict[str, str], review: MakeReview) -> None:
    given: dict[str, str | None] = {"doi": None, "pmid": "31234567", **fields}
    assert rules_of(article() + article(**given).replace("lee2020", "other", 1), review) == []


def test_the_most_used_full_name_is_the_journals(review: MakeReview) -> None:
    journals = [
        ("Annals of Oncology", "Ann Oncol"),
        ("Ann Oncol", None),
        ("Ann Oncol", None),
        ("Annals Of Oncology", None),
    ]
    bib = "".join(
        article(journal=name, shortjournal=short, title=f"Work {n}", doi=f"10.1000/{n}").replace("lee2020", f"k{n}", 1)
        for n, (name, short) in enumerate(journals)
    )
    found = everything(review({"refs/references.bib": bib, "refs/review.yml": REVIEW}))
    assert [d.message for d in found] == [
        "k1 writes the journal as “Ann Oncol”, others as “Annals of Oncology”",
        "k2 writes the journal as “Ann Oncol”, others as “Annals of Oncology”",
        "k3 writes the journal as “Annals Of Oncology”, others as “Annals of Oncology”",
    ]


@pytest.mark.parametrize(
    ("ignore", "rules"),
    [
        ("title-in-capitals: so the journal prints it", []),
        ("title-in-capitals:", ["ignore-syntax", "title-in-capitals"]),
        ("title-in-capitols: so the journal prints it", ["title-in-capitals", "unknown-rule"]),
        ("page-range: no pages", ["title-in-capitals", "unused-ignore"]),
        ("uncited-reference: listed for completeness", ["title-in-capitals"]),
    ],
)
def test_an_ignore_quiets_its_rule_with_a_reason(ignore: str, rules: list[str], review: MakeReview) -> None:
    bib = article(title="A TRIAL OF CHIMERIC RECEPTORS", x_litreview_ignore=ignore)
    assert sorted(rules_of(bib, review)) == rules


def test_an_ignore_beside_either_twin_quiets_the_pair(review: MakeReview) -> None:
    ignore = "probable-duplicate: a reprint"
    twin = article(title="Otherwise").replace("lee2020", "other", 1)
    assert rules_of(article(x_litreview_ignore=ignore) + twin, review) == []


def test_checks_switch_off_rules_of_reading_too(review: MakeReview) -> None:
    folder = review({"refs/references.bib": article(title="A TRIAL OF CHIMERIC RECEPTORS") + article()})
    (folder / "refs" / "review.yml").write_text(REVIEW)
    rules = {d.rule for d in everything(folder)}
    assert len(rules) == 2
    off = "".join(f"  {rule}: off\n" for rule in rules)
    (folder / "refs" / "review.yml").write_text(f"{REVIEW}checks:\n{off}")
    assert everything(folder) == ()


def test_the_hint_says_how_an_odd_key_can_still_be_cited(review: MakeReview) -> None:
    folder = review({"refs/references.bib": article().replace("lee2020", "-a", 1), "refs/review.yml": REVIEW})
    assert "cite it as [@{-a}]" in everything(folder)[0].hint


def test_chapters_may_have_the_doi_of_their_book(review: MakeReview) -> None:
    chapter = (
        "@incollection{{{key}, author = {{Lee, Ana}}, title = {{{title}}}, booktitle = {{A book}}, publisher = {{P}},"
        " year = 2020, doi = {{10.1000/book}}}}\n"
    )
    two = chapter.format(key="one", title="The first part") + chapter.format(key="two", title="The second part")
    assert "probable-duplicate" not in rules_of(two, review)


@pytest.mark.parametrize(
    ("text", "graves"),
    [
        ("A list of {all} our papers, by me@example.org = 50% of it.\n% and {\n", ["info"]),
        ("Nothing but words, and @ a sign.\n", []),
        ("pages = {1--2},\n", ["error"]),
        ("left behind }\n", ["error"]),
    ],
)
def test_what_nobody_reads_is_no_error(text: str, graves: list[str], review: MakeReview) -> None:
    found = everything(review({"refs/references.bib": text + article()}))
    assert [d.severity for d in found if d.rule == "bibtex-syntax"] == graves


def test_a_repeated_field_is_as_grave_as_its_loss(review: MakeReview) -> None:
    twice = article(owner="me", note="one", abstract="a").replace("\n}", "\nowner={you}, note={two}, abstract={a}\n}")
    found = everything(review({"refs/references.bib": twice}))
    assert [d.severity for d in found if d.rule == "duplicate-field"] == ["info", "error", "warning"]
