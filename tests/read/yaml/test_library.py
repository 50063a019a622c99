"""A folder of data files as a library: what each file gives, and what is said about missing and misnamed ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from litreview.model.dates import Date
from litreview.model.diagnostics import Severity
from litreview.model.evidence import Interval, OutcomeKind
from litreview.model.review import Contributor, Declaration, Journal, Licence, ReviewType
from litreview.read.library import read_library

Make = Callable[..., Path]


def place(text: str, part: str) -> str:
    """Line and column of the only place of `part`."""
    assert text.count(part) == 1
    before = text[: text.index(part)]
    return f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


REVIEW = """\
title: A review
subtitle: Of something
type: systematic
contributors:
  - {family: Lee, given: Ann, orcid: https://orcid.org/0000-0002-1825-0097, affiliations: [Here, {name: There, ror: r}]}
  - literal: A group
version: 1.10
licence: CC0
published: 2024-05
searched_to: 2023-12-31
citation_style: ama
language: de
keywords: one
abstract: |
  First
  paragraph.

  Second.
declarations:
  - {kind: funding, text: None.}
notice: Beware.
background: {alpha2020: Read for orientation.}
link_hosts: [Example.org]
checks: {no-identifier: off}
companion_to:
  publication_type: Review
  title: An article
  authors: [{family: Kim, given: Bo}]
  et_al: true
  journal: {title: Journal, abbreviation: J, volume: 16, issue: 1, article: e20}
  published: 2024-05-01
  collection: eCollection 2024
  identifiers: {doi: https://doi.org/10.1000/x, pmid: 123, pmcid: PMC12}
  abstract: [One., Two.]
  keywords: [a, b]
  declarations: [{kind: competing-interests, text: None.}]
  disclaimer: Not endorsed.
  references: [beta2021, alpha2020]
  reference: gamma2022
"""


def test_review_yml_says_what_the_review_is(review: Make) -> None:
    read = read_library(review({"refs/review.yml": REVIEW}))
    it = read.library.review
    assert read.diagnostics == ()
    assert (it.title, it.subtitle, it.type) == ("A review", "Of something", ReviewType.SYSTEMATIC)
    assert (it.version, it.licence) == ("1.10", Licence("CC0"))
    assert (it.published, it.searched_to) == (Date((2024, 5)), Date((2023, 12, 31)))
    assert (it.citation_style, it.language, it.keywords) == ("ama", "de", ("one",))
    assert it.abstract == ("First paragraph.", "Second.")
    assert it.declarations == (Declaration("funding", "None."),)
    assert (it.notice, it.link_hosts) == ("Beware.", ("example.org",))
    assert (it.background, it.checks) == ({"alpha2020": "Read for orientation."}, {"no-identifier": Severity.OFF})
    person, group = it.contributors
    assert (person.display, person.orcid) == ("Ann Lee", "0000-0002-1825-0097")
    assert [(a.name, a.ror) for a in person.affiliations] == [("Here", ""), ("There", "r")]
    assert group == Contributor(literal="A group")
    ror = it.origin.at("contributors", 0, "affiliations", 1, "ror")
    assert str(ror) == f"refs/review.yml:{place(REVIEW, 'r}]}')}"


def test_companion_to_holds_the_record_of_the_article(review: Make) -> None:
    it = read_library(review({"refs/review.yml": REVIEW})).library.review.companion
    assert it is not None
    assert (it.publication_type, it.title) == ("Review", "An article")
    assert (it.authors, it.authors_et_al) == ((Contributor("Kim", "Bo"),), True)
    assert it.journal == Journal("Journal", "J", volume="16", issue="1", article="e20")
    assert (it.published, it.collection) == (Date((2024, 5, 1)), "eCollection 2024")
    assert (it.doi, it.pmid, it.pmcid) == ("10.1000/x", "123", "PMC12")
    assert it.abstract == ("One.", "Two.")
    assert (it.keywords, it.disclaimer) == (("a", "b"), "Not endorsed.")
    assert it.declarations == (Declaration("competing-interests", "None."),)
    assert (it.references, it.reference) == (("beta2021", "alpha2020"), "gamma2022")
    assert str(it.origin.position) == f"refs/review.yml:{place(REVIEW, 'publication_type')}"
    assert str(it.origin.at("references", 1)) == f"refs/review.yml:{place(REVIEW, 'alpha2020]')}"


STUDIES = """\
outcomes:
  cr: {name: Complete response, abbreviation: CR, group: efficacy, description: Nothing left}
  pfs: {name: Survival, kind: median, unit: months}
panels:
  main: {name: Main, note: Alone}
studies:
  - id: s1
    name: Study one
    panel: main
    overlap_group: g
    registrations: [NCT00000001, {value: NCT00000002, sources: here, note: inferred}]
    caveats: small
    reports:
      - reference: alpha2020
        label: First
        plotted: true
        characteristics:
          phase: 1/2
          product: {value: Cells, sources: [there], note: seen}
        results:
          - {outcome: cr, label: by day 28, n: 4, total: 14, percent: 29, interval: [8.4, 58.1], counts: stated,
             population: all, sources: [a, b], note: computed}
          - {outcome: pfs, estimate: 12.0, interval: [2, null], level: 90, range: [1, 20]}
          - {outcome: pfs, value: 1.0 (0.5-2.0), interval: [0.5, 2.0], level: unknown}
        caveats: [one, two]
contradictions:
  - {title: T, text: They differ., references: [alpha2020, beta2021]}
"""


def test_studies_yml_gives_outcomes_studies_reports_and_results(review: Make) -> None:
    read = read_library(review({"refs/studies.yml": STUDIES}))
    it = read.library.studies
    assert read.diagnostics == ()
    assert it is not None
    assert [(o.id, o.name, o.abbreviation, o.kind, o.unit, o.group, o.description) for o in it.outcomes] == [
        ("cr", "Complete response", "CR", OutcomeKind.PROPORTION, "", "efficacy", "Nothing left"),
        ("pfs", "Survival", "", OutcomeKind.MEDIAN, "months", "", ""),
    ]
    assert [(p.id, p.name, p.note) for p in it.panels] == [("main", "Main", "Alone")]
    assert [(c.title, c.text, c.references) for c in it.contradictions] == [
        ("T", "They differ.", ("alpha2020", "beta2021"))
    ]
    (study,) = it.studies
    assert (study.id, study.name, study.panel, study.overlap_group) == ("s1", "Study one", "main", "g")
    assert [(r.value, r.sources, r.note) for r in study.registrations] == [
        ("NCT00000001", (), ""),
        ("NCT00000002", ("here",), "inferred"),
    ]
    (report,) = study.reports
    assert (report.reference, report.label, report.plotted) == ("alpha2020", "First", True)
    assert (study.caveats, report.caveats) == (("small",), ("one", "two"))
    assert [(c.name, c.value, c.sources, c.note) for c in report.characteristics] == [
        ("phase", "1/2", (), ""),
        ("product", "Cells", ("there",), "seen"),
    ]
    cr, pfs, words = report.results
    assert (cr.outcome, cr.label, cr.n, cr.total, cr.percent) == ("cr", "by day 28", 4, 14, 29)
    assert (cr.interval, cr.counts, cr.population) == (Interval(8.4, 58.1), "stated", "all")
    assert (cr.sources, cr.note) == (("a", "b"), "computed")
    assert (pfs.estimate, pfs.interval, pfs.range) == (12, Interval(2, None, 90), (1, 20))
    assert (words.value, words.interval) == ("1.0 (0.5-2.0)", Interval(0.5, 2, None))
    assert str(cr.origin.at("interval", 1)) == f"refs/studies.yml:{place(STUDIES, '58.1')}"
    assert str(cr.origin.at("note")) == f"refs/studies.yml:{place(STUDIES, 'computed')}"


MAP = """\
title: A map
description: How to read it
rows_title: Mechanism
columns_title: Strategy
directions:
  for: {name: Supports, description: It helps}
kinds: {animal: {name: Animals}}
rows:
  m1: {name: First, group: Mechanisms, facts: [One, {text: Two, references: beta2021}], evidence: animal,
       counter_evidence: [{text: But, references: [alpha2020]}], references: [alpha2020, beta2021]}
columns:
  s1: {name: Cure, stage: clinical}
cells:
  - {row: m1, column: s1, outcome: It helped, direction: for, evidence: animal, references: alpha2020}
  - {row: m1, column: s1, outcome: It may, direction: for, evidence: animal, inferred_link: true}
"""


def test_evidence_map_yml_gives_rows_columns_and_cells(review: Make) -> None:
    read = read_library(review({"refs/evidence-map.yml": MAP}))
    it = read.library.evidence_map
    assert read.diagnostics == ()
    assert it is not None
    assert (it.title, it.description, it.rows_title, it.columns_title) == (
        "A map",
        "How to read it",
        "Mechanism",
        "Strategy",
    )
    assert [(t.id, t.name, t.description) for t in (*it.directions, *it.kinds)] == [
        ("for", "Supports", "It helps"),
        ("animal", "Animals", ""),
    ]
    (row,) = it.rows
    assert (row.id, row.name, row.group, row.evidence) == ("m1", "First", "Mechanisms", ("animal",))
    assert [(f.text, f.references) for f in row.facts] == [("One", ()), ("Two", ("beta2021",))]
    assert [(f.text, f.references) for f in row.counter_evidence] == [("But", ("alpha2020",))]
    assert row.references == ("alpha2020", "beta2021")
    assert [(c.id, c.name, c.stage) for c in it.columns] == [("s1", "Cure", "clinical")]
    assert [(c.outcome, c.references, c.inferred_link) for c in it.cells] == [
        ("It helped", ("alpha2020",), False),
        ("It may", (), True),
    ]
    assert row.facts[1].origin.at("references").line == 9
    assert it.cells[1].origin.at("row").line == 15


def test_timeline_yml_is_put_in_order_of_time(review: Make) -> None:
    text = """\
title: Time
events:
  - {date: never, event: no date, reference: a}
  - {date: 2015-09-02, event: day, reference: a, sources: seen}
  - {date: 2015, event: year, reference: a}
  - {date: 2015-09, event: month, reference: a}
  - {date: 2010, event: first, reference: a}
"""
    it = read_library(review({"refs/timeline.yml": text})).library.timeline
    assert it is not None
    assert [(e.event, e.date.start, e.origin.position.line) for e in it.events] == [
        ("first", (2010,), 7),
        ("year", (2015,), 5),
        ("month", (2015, 9), 6),
        ("day", (2015, 9, 2), 4),
        ("no date", (), 3),
    ]
    assert it.events[-1].date.literal == "never"
    assert it.events[3].sources == ("seen",)


def test_glossary_yml_explains_abbreviations(review: Make) -> None:
    text = "terms:\n  NO: {expansion: Nitric oxide, definition: A gas.}\n"
    it = read_library(review({"refs/glossary.yml": text})).library.glossary
    assert it is not None
    assert [(t.abbreviation, t.expansion, t.definition) for t in it.terms] == [("NO", "Nitric oxide", "A gas.")]


def test_only_review_and_bibliographies_have_to_be_there(review: Make) -> None:
    read = read_library(review())
    library = read.library
    assert read.diagnostics == ()
    assert list(library.references) == ["alpha2020", "beta2021", "gamma2022"]
    assert (library.studies, library.evidence_map, library.timeline, library.glossary) == (None,) * 4


def test_bibliographies_are_read_by_name_and_only_bib_files(review: Make) -> None:
    entry = "@book{%s, title={T}, author={A, B}, year={2000}, publisher={P}, address={C}, isbn={978-3-16-148410-0}}\n"
    folder = review({"refs/a.bib": entry % "first", "refs/z.bib": entry % "last", "refs/more.ris": "TY  - BOOK\n"})
    library = read_library(folder).library
    assert list(library.references) == ["first", "alpha2020", "beta2021", "gamma2022", "last"]


def test_a_folder_of_another_name(review: Make) -> None:
    folder = review()
    (folder / "refs").rename(folder / "data")
    library = read_library(folder, refs="data").library
    assert library.review.origin.position.file == "data/review.yml"
    assert len(library.references) == 3


def test_no_review_yml_is_told_and_the_rest_is_read(review: Make) -> None:
    folder = review()
    (folder / "refs" / "review.yml").unlink()
    read = read_library(folder)
    (found,) = read.diagnostics
    assert (found.rule, str(found.position), found.severity) == (
        "missing-file",
        "refs/review.yml:1:1",
        Severity.ERROR,
    )
    assert len(read.library.references) == 3


def test_an_empty_folder_has_no_review(tmp_path: Path) -> None:
    read = read_library(tmp_path)
    assert [d.rule for d in read.diagnostics] == ["missing-file"]
    assert dict(read.library.references) == {}


@pytest.mark.parametrize(
    ("name", "known"),
    [("studies.yaml", "studies.yml"), ("evidence_map.yml", "evidence-map.yml"), ("Timeline.yml", "timeline.yml")],
)
def test_a_file_by_nearly_our_name_is_told(review: Make, name: str, known: str) -> None:
    (found,) = read_library(review({f"refs/{name}": "title: T\n"})).diagnostics
    assert (found.rule, found.severity, found.position.file) == ("misnamed-file", Severity.WARNING, f"refs/{name}")
    assert known in found.hint


def test_a_file_of_the_authors_own_is_left_alone(review: Make) -> None:
    assert read_library(review({"refs/laboratory-notes.yml": "a: b\n"})).diagnostics == ()


def test_a_folder_in_the_place_of_a_file_is_told(review: Make) -> None:
    folder = review()
    (folder / "refs" / "studies.yml").mkdir()
    (found,) = read_library(folder).diagnostics
    assert (found.rule, found.position.file) == ("unreadable-file", "refs/studies.yml")


def test_findings_of_all_files_come_together_in_order_of_place(review: Make) -> None:
    files = {
        "refs/timeline.yml": "title: T\nevents: 1\n",
        "refs/studies.yml": "a: 1\nb: [\n",
        "refs/review.yml": "a: 1\n",
    }
    found = read_library(review(files)).diagnostics
    assert [(d.position.file, d.rule) for d in found] == [
        ("refs/review.yml", "schema"),
        ("refs/review.yml", "schema"),
        ("refs/studies.yml", "yaml"),
        ("refs/timeline.yml", "schema"),
    ]
