"""What is said about files of a wrong shape, and what is kept of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.evidence import Studies
from litreview.model.review import Review
from litreview.read.evidence_map import read_evidence_map
from litreview.read.glossary import read_glossary
from litreview.read.review import read_review
from litreview.read.sources import SourceFile
from litreview.read.studies import read_studies
from litreview.read.timeline import read_timeline


def file(text: str) -> SourceFile:
    return SourceFile("refs/x.yml", text.encode())


def told(diagnostics: tuple[Diagnostic, ...]) -> list[tuple[int, int, str]]:
    return [(d.position.line, d.position.column, d.message) for d in diagnostics]


def review_of(text: str) -> tuple[Review, tuple[Diagnostic, ...]]:
    review, found = read_review(file(text))
    assert review is not None
    return review, found


def studies_of(text: str) -> tuple[Studies, tuple[Diagnostic, ...]]:
    studies, found = read_studies(file(text))
    assert studies is not None
    return studies, found


@pytest.mark.parametrize("reader", [read_review, read_studies, read_evidence_map, read_timeline, read_glossary])
@pytest.mark.parametrize(
    ("text", "message"),
    [("", "is empty"), ("# x\n", "is empty"), ("- a\n", "not a list"), ("a text\n", "not “a text”")],
)
def test_a_file_without_names_is_named_and_nothing_comes_of_it(reader: object, text: str, message: str) -> None:
    value, (found,) = reader(file(text))  # type: ignore[operator]  # one of five readers
    assert value is None
    assert (found.rule, found.severity.value, str(found.position)) == ("schema", "error", "refs/x.yml:1:1")
    assert message in found.message


@pytest.mark.parametrize(
    ("line", "at", "said", "hint"),
    [
        ("titel: B", "titel", "`titel` has no meaning here", "did you mean title or titles?"),
        ("zzz: B", "zzz", "`zzz` has no meaning here", "known are: title, subtitle, type"),
        ("subtitle: [a]", "[a]", "`subtitle` has to be a text, not a list", ""),
        ("type: livin", "livin", "has to be one of narrative, systematic, scoping, living, not “livin”", "living?"),
        ("checks: {no-doi: of}", "of}", "`no-doi` has to be one of error, warning, info, off", "did you mean off?"),
        ("keywords: {a: b}", "{a", "`keywords` has to be a list, not names and values", ""),
        ("keywords: [a, [b]]", "[b", "number 2 of `keywords` has to be a text, not a list", ""),
        ("keywords: [a, '']", "''", "number 2 of `keywords` is empty", ""),
        ("background: a", "a", "`background` has to hold names and values, not “a”", ""),
        ("background: {key: }", "}", "`key` has to be a text, not nothing", ""),
        ("contributors: [{given: Ann}]", "{", "number 1 of `contributors` needs a family name", ""),
        ("contributors: [{family: Lee, literal: We}]", "{", "number 1 of `contributors` needs a family name", ""),
        ("contributors: [{family: Lee, affiliations: [{ror: x}]}]", "{ror", "`name` is missing", ""),
        ("licence: {url: x}", "{", "`name` is missing", ""),
        ("companion_to: {title: C, et_al: yes}", "yes", "`et_al` has to be true or false, not “yes”", ""),
        ("companion_to: {title: C, identifiers: {pmic: 1}}", "pmic", "`pmic` has no meaning here", "pmid?"),
        ("companion_to: {title: C, identifiers: {doi: x}}", "x", "is no DOI", ""),
        ("published: someday", "someday", "`someday` is no date", "2024-05"),
        ("published: 2024-02-30", "2024", "`2024-02-30` is no date", "2024-05"),
    ],
)
def test_each_slip_is_told_where_it_stands_and_the_rest_is_kept(line: str, at: str, said: str, hint: str) -> None:
    review, (found,) = review_of(f"title: A\n{line}\nversion: 1.10\n")
    assert (found.position.line, found.position.column) == (2, line.rindex(at) + 1)
    assert said in found.message
    assert hint in found.hint
    assert found.severity is Severity.ERROR
    assert (review.title, review.version) == ("A", "1.10")


def test_all_slips_of_a_file_are_told_at_once_also_those_of_the_syntax() -> None:
    _, found = review_of("title: A\ntitle: B\ntype: x\nchecks: {a: b}\nlicence: []\ndeclarations: [{kind: k}]\n")
    assert [d.position.line for d in found] == [2, 3, 5, 6, 4]


def test_a_review_without_title_still_says_all_else() -> None:
    review, found = review_of("licence: CC0\ncontributors: [{literal: We}]\n")
    assert told(found) == [(1, 1, "`title` is missing")]
    assert review.licence is not None
    assert review.licence.name == "CC0"
    assert [c.literal for c in review.contributors] == ["We"]


def test_a_name_with_nothing_behind_it_says_nothing() -> None:
    review, found = review_of("title: A\nsubtitle:\nlicence: ~\nkeywords:\ncompanion_to:\n")
    assert found == ()
    assert (review.subtitle, review.licence, review.keywords, review.companion) == ("", None, (), None)


STUDIES = """\
outcomes:
  cr: {name: Complete response}
studies:
  - id: one
    name: One
    reports:
      - reference: a2020
        results:
          - {outcome: cr, n: 1, total: 2}
          - {outcome: cr, n: %s, total: 2}
          - {outcome: cr, n: 2, total: 2}
  - id: two
    name: Two
"""


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("-1", "`n` has to be at least 0, not -1"),
        ("1.5", "`n` has to be a whole number, such as 12, not “1.5”"),
        ("1:30", "`n` has to be a whole number, such as 12, not “1:30”"),
        ("0x1f", "`n` has to be a whole number, such as 12, not “0x1f”"),
        ("1_000", "`n` has to be a whole number, such as 12, not “1_000”"),
        ("١", "`n` has to be a whole number, such as 12, not “١”"),
        ("many", "`n` has to be a whole number, such as 12, not “many”"),
        ("[1]", "`n` has to be a whole number, such as 12, not a list"),
        ("{}", "`n` has to be a whole number, such as 12, not names and values"),
    ],
)
def test_what_is_wrong_in_one_result_does_not_lose_the_others(number: str, said: str) -> None:
    studies, found = studies_of(STUDIES % number)
    assert told(found) == [(10, 30, said)]
    assert [study.id for study in studies.studies] == ["one", "two"]
    results = studies.studies[0].reports[0].results
    assert [(r.n, r.total, r.origin.position.line) for r in results] == [(1, 2, 9), (None, 2, 10), (2, 2, 11)]


def test_a_record_without_its_reference_is_cut_out_and_the_places_of_the_next_stay() -> None:
    text = """\
studies:
  - {id: a, name: A, reports: [{label: x}, {reference: r, label: y}]}
  - {name: B}
  - {id: c, name: C}
"""
    studies, found = studies_of(text)
    assert told(found) == [(2, 32, "`reference` is missing"), (3, 5, "`id` is missing")]
    assert [(s.id, s.origin.position.line) for s in studies.studies] == [("a", 2), ("c", 4)]
    assert [(r.reference, r.origin.at("label").column) for r in studies.studies[0].reports] == [("r", 66)]


def test_what_is_cut_out_is_not_called_missing() -> None:
    studies, found = studies_of("studies:\n  - {id: [a], name: A}\n  - {id: b, name: B}\n")
    assert told(found) == [(2, 10, "`id` has to be a text, not a list")]
    assert [study.id for study in studies.studies] == ["b"]


def test_an_outcome_without_name_is_kept_so_that_its_results_are_not_called_wrong() -> None:
    studies, found = studies_of("outcomes:\n  cr: {abbreviation: CR}\n")
    assert told(found) == [(2, 7, "`name` is missing")]
    assert [(o.id, o.abbreviation) for o in studies.outcomes] == [("cr", "CR")]


@pytest.mark.parametrize(
    ("given", "value", "printed"),
    [("12", 12, "12"), ("012", 12, "012"), ("0.40", 0.4, "0.40"), (".5", 0.5, ".5"), ("-1e3", -1000, "-1e3")],
)
def test_a_number_keeps_the_digits_of_its_source(given: str, value: float, printed: str) -> None:
    studies, found = studies_of(
        f"studies: [{{id: a, name: A, reports: [{{reference: r, results: [{{outcome: o, estimate: {given}}}]}}]}}]"
    )
    result = studies.studies[0].reports[0].results[0]
    assert found == ()
    assert (result.estimate, str(result.estimate)) == (value, printed)


@pytest.mark.parametrize("given", [".inf", ".nan", "nan", "inf", "1e999", "12 %", "1,5", "1.2.3"])
def test_what_is_no_number_is_told(given: str) -> None:
    text = f"studies: [{{id: a, name: A, reports: [{{reference: r, results: [{{outcome: o, percent: '{given}'}}]}}]}}]"
    studies, (found,) = studies_of(text)
    assert found.message == f"`percent` has to be a number, such as 12.5, not “{given}”"
    assert studies.studies[0].reports[0].results[0].percent is None


@pytest.mark.parametrize("ends", ["[1]", "[1, 2, 3]", "1", "[a, b]", "{low: 1}"])
def test_an_interval_has_two_ends(ends: str) -> None:
    text = f"studies: [{{id: a, name: A, reports: [{{reference: r, results: [{{outcome: o, interval: {ends}}}]}}]}}]"
    studies, found = studies_of(text)
    assert found
    assert all("`interval`" in d.message for d in found)
    assert studies.studies[0].reports[0].results[0].interval is None


names = st.sampled_from(["outcomes", "panels", "studies", "id", "name", "reports", "results", "reference", "n", "x"])
values = st.recursive(
    st.sampled_from(["a", "1", "null", "true"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(names, inner, max_size=4).map(lambda d: f"{{{', '.join(f'{k}: {v}' for k, v in d.items())}}}")
    ),
    max_leaves=25,
)


@given(st.dictionaries(names, values, min_size=1, max_size=4))
def test_any_shape_ends_in_a_value_with_places_inside_the_file(content: dict[str, str]) -> None:
    text = "\n".join(f"{name}: {value}" for name, value in content.items())
    studies, found = studies_of(text)
    known = {"outcomes", "panels", "studies"}
    assert bool(found) or set(content) <= known
    assert all(1 <= d.position.line <= len(content) for d in found)
    assert all(study.id and study.origin.position.file == "refs/x.yml" for study in studies.studies)
