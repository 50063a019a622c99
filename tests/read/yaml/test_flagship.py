"""The flagship's data files: readable, without a finding, and true to the rules that they state."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from litreview.check.run import check_library
from litreview.model.diagnostics import Severity
from litreview.model.evidence import OutcomeKind, Report, Result, Studies
from litreview.model.library import Library
from litreview.read.library import read_library

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def library() -> Library:
    read = read_library(ROOT)
    assert [str(d) for d in read.diagnostics if d.severity is Severity.ERROR] == []
    assert [str(d) for d in read.diagnostics if d.position.file.endswith(".yml")] == []
    return read.library


@pytest.fixture(scope="module")
def studies(library: Library) -> Studies:
    assert library.studies is not None
    return library.studies


def reports(studies: Studies) -> list[Report]:
    return [report for study in studies.studies for report in study.reports]


def results(studies: Studies) -> list[tuple[str, Result]]:
    return [(report.reference, result) for report in reports(studies) for result in report.results]


def test_the_rules_find_nothing_in_the_data_files(library: Library) -> None:
    found = check_library(library)
    assert [str(d) for d in found if d.position.file.endswith(".yml")] == []


def test_reports_of_one_trial_are_one_study(studies: Studies) -> None:
    by_study = {study.id: [report.reference for report in study.reports] for study in studies.studies}
    assert by_study["transcend-cll-004"] == [
        "siddiqi2022", "siddiqi2023", "transcend_update2023", "oncdata2024",
    ]  # fmt: skip
    assert set(by_study["fred-hutch"]) == {"fredhutch2017", "gauthier2020", "fhlongterm2023"}
    assert set(by_study["penn-pilot"]) == {"porter2011", "kalos2011", "porter2015", "melenhorst2022"}
    assert max(Counter(report.reference for report in reports(studies)).values()) == 1


def test_a_plot_takes_one_report_of_an_overlap_group(studies: Studies) -> None:
    plotted = Counter(s.overlap_group for s in studies.studies for r in s.reports if r.plotted)
    assert set(plotted.values()) == {1}
    assert {r.reference for r in reports(studies) if r.plotted} == {
        "frey2020", "geyer2019", "gauthier2020", "siddiqi2023", "benjamini2024",
    }  # fmt: skip
    assert {s.panel for s in studies.studies for r in s.reports if r.plotted} == {"cll", "richter"}


def test_every_figure_names_where_it_was_seen(studies: Studies) -> None:
    assert [(key, result.outcome) for key, result in results(studies) if not result.sources] == []


def plots() -> list[dict[str, Any]]:
    """Return what the forest plots of the pages and that of the first page ask for."""
    pages = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").glob("*.md")))
    blocks = re.findall(r"^```forest-plot\n(.*?)^```", pages, re.MULTILINE | re.DOTALL)
    review = yaml.safe_load((ROOT / "refs" / "review.yml").read_text(encoding="utf-8"))
    return [*map(yaml.safe_load, blocks), review["main_studies"]]


def drawn(studies: Studies, plot: dict[str, Any]) -> list[tuple[str, Result]]:
    """Return the results of a plot: those of its reports for its outcome, those with a label if it asks for them."""
    keys = [plot["reports"]] if isinstance(plot["reports"], str) else plot["reports"]
    return [
        (key, result)
        for key, result in results(studies)
        if key in keys and result.outcome == plot["outcome"] and (plot.get("labelled") or not result.label)
    ]


def test_no_plot_draws_a_figure_that_rests_on_a_secondary_quotation_alone(studies: Studies) -> None:
    rows = [row for plot in plots() for row in drawn(studies, plot)]
    assert Counter((key, result.outcome) for key, result in rows) == {
        ("frey2020", "cr"): 2, ("geyer2019", "cr"): 2, ("siddiqi2023", "cr"): 2,
        ("fhlongterm2023", "pfs_hazard_ratio"): 8,
    }  # fmt: skip
    assert [key for key, result in rows if all(source.startswith("secondary") for source in result.sources)] == []


def test_a_result_is_of_its_outcomes_kind(studies: Studies) -> None:
    kinds = {outcome.id: outcome.kind for outcome in studies.outcomes}
    wrong = []
    for key, result in results(studies):
        has = {
            OutcomeKind.PROPORTION: result.total is not None or result.percent is not None,
            OutcomeKind.COUNT: result.n is not None and result.total is None,
            OutcomeKind.MEDIAN: result.estimate is not None,
            OutcomeKind.PERCENTAGE: result.percent is not None,
            OutcomeKind.HAZARD_RATIO: result.estimate is not None and result.interval is not None,
            OutcomeKind.TEXT: bool(result.value) and result.n is None and result.percent is None,
        }[kinds[result.outcome]]
        if not has and not result.value:
            wrong.append((key, result.outcome))
    assert wrong == []
    assert {result.outcome for _, result in results(studies)} == set(kinds)


def test_hazard_ratios_keep_the_printed_text_and_their_level(studies: Studies) -> None:
    ratios = [r for key, r in results(studies) if r.outcome == "pfs_hazard_ratio" and key == "fhlongterm2023"]
    assert len(ratios) == 8
    for ratio in ratios:
        assert ratio.interval is not None
        assert ratio.interval.level == 95
        assert ratio.value == f"{ratio.estimate} ({ratio.interval.low}-{ratio.interval.high})"


def test_the_record_of_the_article_is_as_its_source_has_it(library: Library) -> None:
    record = library.review.companion
    assert record is not None
    assert record.journal is not None
    assert (record.title, record.publication_type) == ("CAR-T Cells in Chronic Lymphocytic Leukemia", "Review")
    assert ([a.display for a in record.authors], record.authors_et_al) == (["Ugo Testa"], True)
    assert (record.journal.abbreviation, record.journal.volume, record.journal.issue, record.journal.pages) == (
        "Mediterr J Hematol Infect Dis", "16", "1", "e2024045",
    )  # fmt: skip
    assert (record.published.start, record.collection) == ((2024, 5, 1), "eCollection 2024")
    assert (record.doi, record.pmid, record.pmcid) == ("10.4084/MJHID.2024.045", "38882451", "")
    assert record.keywords == ("CAR-T Cells", "CLL relapsed/refractory", "CLLia", "Chronic Lymphoid Leukemia")
    assert record.references == ("seer_cllsll", "eichhorst2021", "nccn2023", "lew2021", "mato2023")
    assert record.reference == "testa2024"
    assert len(record.abstract) == 2
    assert record.disclaimer


def test_map_and_timeline_hold_all_that_was_gathered(library: Library) -> None:
    assert library.evidence_map is not None
    assert library.timeline is not None
    groups = Counter(row.group for row in library.evidence_map.rows)
    assert (sum(groups.values()), groups["Outcomes"]) == (17, 3)
    assert {cell.row for cell in library.evidence_map.cells} >= {"M08"}
    assert {cell.column for cell in library.evidence_map.cells} == {item.id for item in library.evidence_map.columns}
    assert len(library.timeline.events) >= 30
