"""Rules over studies, the evidence map, the timeline and the review itself, through the public face."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

import pytest

from litreview.check.run import check_library
from litreview.model.dates import Date
from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.evidence import (
    Contradiction,
    EvidenceMap,
    Interval,
    MapAxisItem,
    MapCell,
    MapFact,
    MapTerm,
    Outcome,
    Panel,
    Report,
    Result,
    Stated,
    Studies,
    Study,
    Timeline,
    TimelineEvent,
)
from litreview.model.library import Library
from litreview.model.reference import Reference
from litreview.model.review import Affiliation, Companion, Contributor, Licence, Review, ReviewType
from litreview.model.source import Origin, Position, Step
from litreview.model.text import Text


def at(line: int, **parts: int) -> Origin:
    """A record at a line, with the lines of some of its values."""
    places: dict[tuple[Step, ...], Position] = {(name,): Position("f.yml", value, 5) for name, value in parts.items()}
    return Origin(Position("f.yml", line), MappingProxyType(places))


REVIEW = Review(
    "A review", at(1), contributors=(Contributor(literal="We"),), licence=Licence("CC BY 4.0"), published=Date((2024,))
)
KNOWN = Reference("lee2020", "document", at(9), texts={"title": Text.plain("T")}, identifiers={"DOI": "10.1000/1"})
OUTCOME = Outcome("cr", "Complete response", at(2, id=2))


def library(*results: Result, studies: Studies | None = None, review: Review = REVIEW, **parts: object) -> Library:
    if results:
        report = Report("lee2020", "2020", at(20, reference=21), results=results)
        studies = Studies(at(1), (OUTCOME,), studies=(Study("s1", "One", at(19), reports=(report,)),))
    return Library(review, {"lee2020": KNOWN}, studies, **parts)  # type: ignore[arg-type]  # parts are named by the tests


def found(library: Library, rule: str, cited: frozenset[str] | None = None) -> list[tuple[int, str]]:
    return [(d.position.line, d.message) for d in check_library(library, cited) if d.rule == rule]


def of_studies(*studies: Study, **parts: object) -> Library:
    return library(studies=Studies(at(1), (OUTCOME,), studies=studies, **parts))  # type: ignore[arg-type]  # as above


def reported(*references: str, **parts: object) -> Study:
    reports = tuple(Report(key, key, at(30 + i, reference=40 + i), plotted=True) for i, key in enumerate(references))
    return Study("s1", "One", at(19, panel=18), reports=reports, **parts)  # type: ignore[arg-type]  # as above


def test_clean_evidence_gives_no_finding() -> None:
    result = Result("cr", at(25), n=9, total=41, percent=22.0, interval=Interval(11.0, 38.0))
    assert check_library(library(result)) == ()


def test_every_list_of_keys_is_looked_through() -> None:
    row = MapAxisItem("r", "Row", at(50), facts=(MapFact("f", ("lee2O20",), at(51)),), references=("b",))
    column = MapAxisItem("c", "Column", at(52), counter_evidence=(MapFact("f", ("c",), at(53)),))
    everything = Library(
        Review(
            "A",
            at(1, background=2),
            background={"d": "read"},
            companion=Companion("T", (), False, at(3, references=4, reference=5), references=("e",), reference="f"),  # noqa: FBT003 - a value of the model
        ),
        {"lee2020": KNOWN},
        Studies(
            at(1),
            studies=(Study("s", "One", at(6), reports=(Report("g", "g", at(7, reference=8)),)),),
            contradictions=(Contradiction("t", "t", ("h",), at(9, references=10)),),
        ),
        EvidenceMap(
            "Map", at(40), "rows", "columns", rows=(row,), columns=(column,),
            cells=(MapCell("r", "c", "o", "d", "e", ("i",), at(54, references=55)),),
        ),
        Timeline("Time", at(60), events=(TimelineEvent(Date((2020,)), "e", "j", at(61, reference=62)),)),
    )  # fmt: skip
    errors = [d for d in check_library(everything) if d.rule == "unknown-reference"]
    named = {(d.position.line, d.message.rsplit(": ", 1)[1]) for d in errors}
    assert named == {
        (2, "d"), (4, "e"), (5, "f"), (8, "g"), (10, "h"), (50, "b"), (51, "lee2O20"), (53, "c"), (55, "i"), (62, "j"),
    }  # fmt: skip
    assert all(d.severity is Severity.ERROR for d in errors)
    assert next(d.hint for d in errors if "lee2O20" in d.message) == "did you mean lee2020?"


@pytest.mark.parametrize(
    ("result", "rule", "line"),
    [
        (Result("cr", at(1, n=3), n=8, total=7), "count-exceeds-total", 3),
        (Result("cr", at(1, percent=3), n=16, total=41, percent=36), "percent-mismatch", 3),
        (Result("cr", at(1, percent=3), n=16, total=41, percent=39.1), "percent-mismatch", 3),
        (Result("cr", at(1, interval=3), percent=50, interval=Interval(51, 60)), "interval-mismatch", 3),
        (Result("cr", at(1, interval=3), estimate=9, interval=Interval(None, 8.5)), "interval-mismatch", 3),
        (Result("cr", at(1, interval=3), interval=Interval(9, 8)), "interval-mismatch", 3),
        (Result("cr", at(1, interval=3), n=5, total=10, interval=Interval(60, 80)), "interval-mismatch", 3),
        (Result("cr", at(1, interval=3), n=5, total=10, interval=Interval(None, 40)), "interval-mismatch", 3),
        (Result("cr", at(1, interval=3), percent=50, interval=Interval(-1, 60)), "interval-mismatch", 3),
        (Result("cr", at(1, interval=3), n=9, total=10, interval=Interval(60, 101)), "interval-mismatch", 3),
        (Result("cr", at(1, level=3), estimate=1, interval=Interval(0, 2, 0.0)), "interval-mismatch", 3),
        (Result("cr", at(1, level=3), estimate=1, interval=Interval(0, 2, 100.0)), "interval-mismatch", 3),
        (Result("cr", at(1, percent=3), percent=101), "count-exceeds-total", 3),
        (Result("cr", at(1, percent=3), percent=-1), "count-exceeds-total", 3),
        (Result("or", at(1, outcome=3)), "unknown-id", 3),
    ],
)
def test_a_result_that_cannot_be_is_named_at_its_own_value(result: Result, rule: str, line: int) -> None:
    assert [place for place, _message in found(library(result), rule)] == [line]


@pytest.mark.parametrize(
    "result",
    [
        # 41 of 87 is 47.13 %: an end that was printed as a whole number may have been rounded.
        Result("cr", at(1), n=41, total=87, interval=Interval(36, 47)),
        Result("cr", at(1), n=0, total=20, interval=Interval(0, 17)),
        Result("cr", at(1), n=20, total=20, percent=100, interval=Interval(83, None)),
        Result("cr", at(1), estimate=120, interval=Interval(-30, 250, None)),
    ],
)
def test_bounds_that_a_result_keeps(result: Result) -> None:
    assert found(library(result), "interval-mismatch") == []
    assert found(library(result), "count-exceeds-total") == []


@pytest.mark.parametrize(
    "result",
    [
        Result("cr", at(1), n=0, total=0, percent=0),
        Result("cr", at(1), n=7, total=7, percent=100),
        Result("cr", at(1), n=16, total=41, percent=39),
        Result("cr", at(1), n=16, total=41, percent=39.0),
        Result("cr", at(1), n=16, total=41, percent=39.02),
        Result("cr", at(1), n=1, total=8, percent=12),  # 12.5 rounds to either neighbour
        Result("cr", at(1), n=1, total=8, percent=13),
        Result("cr", at(1), percent=47, interval=Interval(47, 47)),
        Result("cr", at(1), estimate=18, interval=Interval(9.4, None)),
        Result("cr", at(1), estimate=18, percent=50, interval=Interval(9.4, 20)),
    ],
)
def test_a_result_that_can_be_is_left_alone(result: Result) -> None:
    assert check_library(library(result)) == ()


def test_one_report_of_shared_patients_may_be_plotted() -> None:
    other = Study("s2", "Two", at(70), overlap_group="g", reports=(Report("lee2020", "b", at(71, plotted=72), True),))  # noqa: FBT003 - as above
    rule = "overlap-plotted"
    assert [line for line, _ in found(of_studies(reported("lee2020", overlap_group="g"), other), rule)] == [72]
    assert found(of_studies(reported("lee2020", overlap_group="h"), other), rule) == []
    assert len(found(of_studies(reported("lee2020", "lee2020")), rule)) == 1
    # Panels keep apart what must not be mixed, so each has a plot of its own.
    assert found(of_studies(reported("lee2020", overlap_group="g", panel="p"), other), rule) == []


def test_ids_are_declared_and_declared_once() -> None:
    study = reported("lee2020", panel="richter")
    assert found(of_studies(study), "unknown-id") == [(18, "unknown panel: richter")]
    assert found(of_studies(study, panels=(Panel("richter", "R", at(5)),)), "unknown-id") == []
    twin = Study("s1", "Again", at(3, id=4))
    assert found(of_studies(study, twin), "duplicate-id") == [(4, "two studies are named s1")]


def test_cells_stand_on_rows_and_columns_and_speak_the_vocabulary() -> None:
    def cells(directions: Iterable[MapTerm] = (), kinds: Iterable[MapTerm] = ()) -> Library:
        row = MapAxisItem("m1", "M", at(2, evidence=8), evidence=("mice",))
        column = MapAxisItem("s1", "S", at(3))
        cell = MapCell("m2", "s9", "o", "suports", "animal", (), at(4, row=5, column=6, direction=7))
        vocabulary = {"directions": tuple(directions), "kinds": tuple(kinds)}
        of_cells = EvidenceMap("Map", at(1), "r", "c", "", (row,), (column,), (cell,), **vocabulary)
        return library(evidence_map=of_cells)

    assert [line for line, _ in found(cells(), "unknown-id")] == [5, 6]
    named = found(cells([MapTerm("supports", "Supports")], [MapTerm("animal", "Animals")]), "unknown-id")
    assert [message for _, message in named] == [
        "unknown row: m2", "unknown column: s9", "unknown direction: suports", "unknown kind of evidence: mice",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("NCT01029366", True), ("NCT0102936", False), ("nct01029366", False), ("NCT 01029366", False),
        ("ISRCTN12345678", True), ("ISRCTN123", False), ("EudraCT 2019-001263-70", True), ("EudraCT 2019-1263", False),
        ("2019-001263-70", True), ("ChiCTR-OPN-16008526", True), ("ChiCTR1900024741", True), ("a local number", True),
    ],
)  # fmt: skip
def test_registration_numbers(number: str, right: bool) -> None:  # noqa: FBT001 - a parameter
    study = reported(registrations=(Stated("registration", number, at(80, value=81)),))
    assert [line for line, _ in found(of_studies(study), "registration-number")] == ([] if right else [81])


def test_a_review_says_who_wrote_it_how_it_may_be_used_and_when_the_search_ended() -> None:
    bare = Review("A", at(1, type=2), type=ReviewType.SYSTEMATIC)
    assert len(found(library(review=bare), "incomplete-review")) == 2
    assert found(library(review=bare), "missing-search-date") == [(2, "a systematic review says when its search ended")]
    dated = Review("A", at(1), type=ReviewType.SCOPING, searched_to=Date((2024,)))
    assert found(library(review=dated), "missing-search-date") == []
    assert found(library(), "missing-search-date") == []


@pytest.mark.parametrize(
    ("orcid", "ror", "count"),
    [
        ("0000-0002-1825-0097", "https://ror.org/03vek6s52", 0),
        ("https://orcid.org/0000-0002-1694-233X", "ror.org/052gg0110", 0),
        ("0000-0002-1825-0098", "", 1),
        ("0000-0002-1825", "", 1),
        ("", "https://ror.org/03vek6s53", 1),
        ("0000-0002-1694-2339", "https://ror.org/harvard", 2),
    ],
)
def test_identifiers_of_contributors(orcid: str, ror: str, count: int) -> None:
    person = Contributor("Lee", "Ana", orcid=orcid, affiliations=(Affiliation("A university", ror),))
    review = Review("A", at(1), contributors=(person,), licence=Licence("CC0"))
    assert len(found(library(review=review), "contributor-identifier")) == count


def test_uncited_references_need_the_pages_and_the_evidence() -> None:
    rule = "uncited-reference"
    assert found(library(), rule) == []
    assert [line for line, _ in found(library(), rule, frozenset())] == [9]
    assert found(library(), rule, frozenset({"lee2020"})) == []
    assert found(of_studies(reported("lee2020")), rule, frozenset()) == []


def severities(review: Review, rule: str) -> list[Severity]:
    found: list[Diagnostic] = list(check_library(library(Result("cr", at(1), n=8, total=7), review=review)))
    return [d.severity for d in found if d.rule == rule]


def test_the_review_sets_severities_and_a_misspelt_rule_is_named() -> None:
    def with_checks(**checks: Severity) -> Review:
        named = {name.replace("_", "-"): severity for name, severity in checks.items()}
        return Review("A", at(1, checks=2), contributors=(Contributor(literal="We"),), checks=named)

    assert severities(with_checks(), "count-exceeds-total") == [Severity.ERROR]
    assert severities(with_checks(count_exceeds_total=Severity.INFO), "count-exceeds-total") == [Severity.INFO]
    assert severities(with_checks(count_exceeds_total=Severity.OFF), "count-exceeds-total") == []
    misspelt = library(review=with_checks(count_exceds_total=Severity.OFF))
    [unknown] = [d for d in check_library(misspelt) if d.rule == "unknown-rule"]
    assert (unknown.position.line, unknown.hint.split(" ")[3]) == (2, "count-exceeds-total?")
