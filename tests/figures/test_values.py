"""Values in prose come from the data, or the page says what is wrong with the expression."""

from __future__ import annotations

import pytest
from tests.figures.conftest import Draw

from litreview.figures.words import sentence


@pytest.mark.parametrize(
    ("expression", "printed"),
    [
        ("study('ash').result('slept').percent", "30%"),
        ("study('ash').result('slept').n", "12"),
        ("study('ash').result('slept').total", "40"),
        ("study('ash').result('woke').estimate", "0.80"),
        ("study('ash').result('woke').interval", "95% CI 0.60 to 1.07"),
        ("study('beech').result('slept').text", "30/60 (50%; 95% CI 37 to 63)"),
        ("study('beech').result('onset').text", "22 min (95% CI 15 to not reached)"),
        ("study('cedar').report('cedar2021').result('cups').n", "3"),
        ("study('ash').result('slept', report='ash2019').n", "12"),
        ("study('ash').name", "Sample study one"),
        ("study('ash').report('ash2019').label", "Sample study one"),
    ],
)
def test_a_value_prints_as_the_source_has_it(draw: Draw, expression: str, printed: str) -> None:
    page = draw(f"# R\n\nIt is {{{{ {expression} }}}}.\n")
    assert page.said == []
    assert page.words == f"# R It is {printed}."


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("study('beach').name", "there is no study “beach” (did you mean beech?)"),
        ("study('ash').result('slep').n", "there is no outcome “slep” (did you mean slept?)"),
        ("study('ash').result('cups').n", "ash2019 gives no result for “cups”"),
        ("study('ash').result('slept').estimate", "this result has no estimate: it reads “12/40 (30%)”"),
        ("study('ash').result('slept').percnt", "there is no value of a result “percnt” (did you mean percent?)"),
        ("study('ash').report('elm2023').label", "there is no report “elm2023”"),
        ("study('ash')", "is not a value yet"),
        ("study('ash').result('slept', label='men').n", "ash2019 gives no result for “slept” with the label “men”"),
        ("study().name", "cannot be looked up"),
        ("studies", "is no look-up of data"),
        ("7 * 7", "is no look-up of data"),
        ("study('ash').name | upper", "is no look-up of data"),
        ("''.__class__", "cannot be looked up"),
        ("study('ash'", "cannot be read"),
        ("study('ash')._study", "cannot be looked up"),
    ],
)
def test_what_is_no_value_is_named_where_it_stands(draw: Draw, expression: str, message: str) -> None:
    said = draw(f"# R\n\nText.\nIt is {{{{ {expression} }}}}.\n").said
    assert any(line.startswith("docs/results.md:4:7: error: ") and message in line for line in said), said


def test_words_that_begin_like_a_tag_are_a_value(draw: Draw) -> None:
    studies = """outcomes: {slept: {name: Slept, kind: text}}
studies:
  - {id: ash, name: One, reports: [{reference: ash2019, results: [{outcome: slept, value: <5%}]}]}
  - {id: beech, name: Two}
  - {id: cedar, name: Three}
"""
    page = draw("# R\n\nIt is {{ study('ash').result('slept') }}.\n", {"refs/studies.yml": studies})
    assert page.said == []
    assert page.words == "# R It is <5%."


@pytest.mark.parametrize("inside", ["(" * 3000 + "study('ash')" + ")" * 3000, "study('ash')" + ".name" * 3000])
def test_a_bottomless_expression_is_an_error_and_no_crash(draw: Draw, inside: str) -> None:
    said = draw(f"# R\n\n{{{{ {inside} }}}}\n").said
    assert [line.partition(" “")[0] for line in said] == ["docs/results.md:3:1: error:"]
    assert "too deep" in said[0]


@pytest.mark.parametrize(
    "page",
    [
        "`{{ x }}`",
        "```\n{{ x }}\n```",
        "    {{ x }}",
        "<pre>{{ x }}</pre>",
        "<!-- {{ x }} -->",
    ],
)
def test_code_and_comments_are_left_alone(draw: Draw, page: str) -> None:
    drawn = draw(f"# R\n\n{page}\n")
    assert drawn.html == f"# R\n\n{page}\n"
    assert drawn.said == []


def test_values_stand_in_headings_tables_lists_and_boxes(draw: Draw) -> None:
    value = "{{ study('ash').result('slept').n }}"
    page = draw(
        f"# R\n\n## Of {value}\n\n- a {value}\n\n| x |\n|---|\n| {value} |\n\n!!! note\n\n    In **{value}**.\n"
    )
    assert page.said == []
    assert page.html.count("12") == 4


def test_several_results_need_a_label(draw: Draw) -> None:
    studies = """outcomes: {slept: {name: Slept}}
studies:
  - id: ash
    name: One
    reports:
      - reference: ash2019
        results:
          - {outcome: slept, label: men, n: 1, total: 2}
          - {outcome: slept, label: women, n: 2, total: 3}
  - {id: beech, name: Two}
  - {id: cedar, name: Three}
"""
    page = "# R\n\n{{ study('ash').result('slept').n }} {{ study('ash').result('slept', label='women').n }}\n"
    said = draw(page, {"refs/studies.yml": studies}).said
    assert len(said) == 1
    assert "several results for “slept”: ash2019 (men); ash2019 (women)" in said[0]


def test_a_count_typed_beside_its_reference_is_named(draw: Draw) -> None:
    page = (
        "# R\n\nOf them 12/40 slept, as did 30 out of 60 [@ash2019; @beech2020].\n\n"
        "Not so 12/40 [@beech2020], `12/40` [@ash2019], 2012/40 [@ash2019] or 12/40.\n\n"
        "{{ study('ash').result('slept').n }}/40 [@ash2019]\n"
    )
    typed = [str(d) for d in draw(page).gathered.diagnostics if d.rule == "typed-result"]
    assert [line.partition(" repeats")[0] for line in typed] == [
        "docs/results.md:3:9: info: “12/40”",
        "docs/results.md:3:29: info: “30 out of 60”",
    ]
    assert "{{ report('ash2019').result('slept').says('12/40') }}" in typed[0]


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        ("report('ash2019').result('slept').counts", "12 of 40"),
        ("report('ash2019').result('slept').says('twelve, or 30%, of the 40')", "twelve, or 30%, of the 40"),
    ],
)
def test_a_value_leads_to_what_stands_behind_it(draw: Draw, expression: str, shown: str) -> None:
    page = draw(f"# R\n\nIt is {{{{ {expression} }}}}.\n")
    assert page.said == []
    assert page.html.count("studies/ash/index.md#result-ash-ash2019-slept") == 1
    assert f"It is {shown}." in page.words


def test_words_cannot_give_a_result_other_numbers(draw: Draw) -> None:
    said = draw("# R\n\n{{ report('ash2019').result('slept').says('13 of 40') }}\n").said
    assert len(said) == 1
    assert "“13” is no number of this result, which reads “12/40 (30%)”" in said[0]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("sleep read later", "Sleep read later"),
        ("uMRD, blood", "uMRD, blood"),
        ("mRNA", "mRNA"),
        ("ÄTZT", "ÄTZT"),
        ("", ""),
    ],
)
def test_a_sentence_begins_with_a_capital_but_for_names_that_have_theirs_inside(text: str, printed: str) -> None:
    assert sentence(text) == printed
