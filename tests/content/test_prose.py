"""The flagship's prose keeps its word: every number is cited where it stands, every key is known."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from .prose_rules import (
    Prose,
    citations,
    key_points,
    known_keys,
    parse_prose,
    quantities,
    read_answers,
    read_prose,
    statements,
    states_how_sure,
    uncited_numbers,
    word_count,
)

ROOT = Path(__file__).parents[2]
PAGES = (
    "unmet-need.md",
    "pathway.md",
    "products.md",
    "trials.md",
    "response.md",
    "resistance.md",
    "strategies.md",
    "safety.md",
    "richter.md",
    "real-world.md",
    "new-approaches.md",
    "open-questions.md",
    "methods.md",
)
FEWEST_WORDS, MOST_WORDS = 450, 1300
LONGEST_DESCRIPTION = 159


@pytest.fixture(params=PAGES)
def prose(request: pytest.FixtureRequest) -> Prose:
    return read_prose(ROOT / "docs" / request.param)


def test_every_number_has_a_citation_in_its_sentence(prose: Prose) -> None:
    found = uncited_numbers(prose)
    assert not found, "\n".join(
        f"docs/{prose.name}:{item.line}: number without citation: {item.text}" for item in found
    )


def test_every_key_is_in_the_bibliography(prose: Prose) -> None:
    bibliographies = sorted((ROOT / "refs").glob("*.bib"))
    assert bibliographies, "refs/ holds no .bib file to look the citations up in"
    known = known_keys(bibliographies)
    unknown = [
        f"docs/{prose.name}:{item.line}: unknown key @{key}"
        for item in statements(prose)
        for key in citations(item.text)
        if key not in known
    ]
    assert not unknown, "\n".join(unknown)


def test_length_suits_one_sitting(prose: Prose) -> None:
    words = word_count(prose)
    assert FEWEST_WORDS <= words <= MOST_WORDS, (
        f"docs/{prose.name} has {words} words, not {FEWEST_WORDS} to {MOST_WORDS}"
    )


def test_opens_with_title_description_and_heading(prose: Prose) -> None:
    assert set(prose.front_matter) >= {"title", "description"}, f"docs/{prose.name}: no title or description"
    description = prose.front_matter["description"]
    assert len(description) <= LONGEST_DESCRIPTION, f"docs/{prose.name}: {len(description)} characters of description"
    assert description.endswith(".")
    assert prose.body.lstrip().startswith("# "), f"docs/{prose.name}: the body does not open with its heading"


def test_key_points_say_how_sure_their_figures_are(prose: Prose) -> None:
    points = key_points(prose)
    assert 2 <= len(points) <= 5, f"docs/{prose.name} has {len(points)} key points, not 2 to 5"
    silent = [point for point in points if not states_how_sure(point)]
    assert not silent, f"docs/{prose.name}: key points that do not say how sure they are:\n" + "\n".join(silent)


def test_links_between_pages_lead_to_pages(prose: Prose) -> None:
    targets = {part.split(")")[0].split("#")[0] for part in prose.body.split("](")[1:]}
    targets.discard("index.md")  # generated
    missing = sorted(name for name in targets if name.endswith(".md") and not (ROOT / "docs" / name).is_file())
    assert not missing, f"docs/{prose.name} links to missing pages: {missing}"


def test_every_number_that_the_first_page_answers_has_a_citation() -> None:
    answers = read_answers(ROOT / "refs" / "review.yml")
    found = uncited_numbers(answers)
    assert not found, "\n".join(f"refs/review.yml: number without citation: {item.text}" for item in found)


def test_the_first_page_answers_in_half_a_minute() -> None:
    review = yaml.safe_load((ROOT / "refs" / "review.yml").read_text(encoding="utf-8"))
    assert len(list(statements(parse_prose("", review["summary"])))) == 1
    assert citations(review["summary"])
    assert 3 <= len(review["key_points"]) <= 5
    assert all(point["certainty"] and point["reason"] for point in review["key_points"])


# The rules themselves: what they must catch, and what they must leave alone.


def page(body: str, name: str = "page.md") -> Prose:
    return parse_prose(name, f"---\ntitle: A page\n---\n\n# A page\n\n{body}\n")


@pytest.mark.parametrize(
    "body",
    [
        "Of 14 patients, 8 responded. They were treated at one centre [@porter2015].",
        "Seven patients responded.",
        "The response rate was half.",
        "- first [@a]\n- then 57 %",
        "Doses reached 11 × 10⁸ cells.",
        '!!! abstract "Key points"\n\n    - It lasted 35.3 months. *How sure: low.*',
        "| Report | n |\n|---|---|\n| Pilot | 14 |",
        "A line that breaks\nafter 3 months.",
        "The look-ups were made on 21 November 2026.",
        "It is [cited elsewhere](trials.md) that 5 responded.",
        # No number hides behind the citation of the sentence before, whatever opens its own.
        "They did [@a]. liso-cel helped 5 of them.",
        "They did [@a]. [Elsewhere](trials.md) 5 responded.",
        "They did [@a]. ≥5 responded.",
        "They did [@a]. _Five_ responded.",
        "They did [@a].<br>5 responded.",
        "They did [@a].\n> 5 responded.",
        "They did [see @a, p. 33]. later 5 responded.",
        "They did [@a]. {{ study('x').result('cr').n }} responded.",
        # No number hides in a word, in code or in a link's title.
        "Thirteen patients responded.",
        "A third of the patients responded.",
        "It rose twofold.",
        "The key `@a` stands beside 5.",
        'It is in [the trials](trials.md "5 of 9").',
        # A label holds no citation, and so no figure.
        '!!! note "Of 9 patients, 5 died"\n\n    Text [@a].',
        "### In 14 of 20",
        "| Report | n = 14 |\n|---|---|\n| Pilot [@a] | few |",
        "```forest-plot\noutcome: orr\ncaption: Response in 87 patients\n```",
    ],
)
def test_a_number_without_citation_is_found(body: str) -> None:
    assert len(uncited_numbers(page(body))) == 1


@pytest.mark.parametrize(
    "body",
    [
        "Of 14 patients, 8 responded [@porter2015].",
        "@porter2015 counted 8 of 14.",
        "The response rate was 38 % (P = .91) with [@a; @b] and 50 % without.",
        "CD19, TP53, PD-L1, 4-1BB, IL-6 and NCT01029366 are names.",
        "TRANSCEND CLL 004 had a phase 1 part and a dose level 2.",
        "| Report | 95 % CI |\n|---|---|\n| Pilot [@porter2015] | 8/14 |",
        "## 2010 to 2015",
        "### 1. The first of the list",
        "They did [see @a, p. 33; @b, chap. 2].",
        "As Smith et al. 8 years before [@a].",
        "```yaml\n- a: [3\n```",
        "```forest-plot\noutcome: 2\n```",
        "[The page](page-2.md) has more.",
    ],
)
def test_a_cited_number_or_a_name_is_left_alone(body: str) -> None:
    assert uncited_numbers(page(body)) == []


def test_the_day_of_the_look_ups_needs_no_reference_on_the_methods_page() -> None:
    assert uncited_numbers(page("The look-ups were made on 21 November 2026.", "methods.md")) == []
    assert quantities("On 22 November 2026.", "methods.md")


def test_a_number_in_the_front_matter_is_found() -> None:
    described = parse_prose("page.md", "---\ntitle: A page\ndescription: Of 14 patients.\n---\n\n# A page\n")
    assert [item.text for item in uncited_numbers(described)] == ["Of 14 patients."]


def test_a_finding_names_its_line() -> None:
    assert uncited_numbers(page("First [@a].\n\nThen 3 more."))[0].line == 9


def test_citations_are_read_in_brackets_and_in_the_text() -> None:
    assert citations("@a1 and [see @b_2, p. 33; -@c:3]. Not me@example.org.") == ["a1", "b_2", "c:3"]


def test_words_are_those_that_a_reader_reads() -> None:
    assert word_count(page("Two words [@key; @other] and [a link](far/away.md).\n\n```timeline\nx: y\n```")) == 7


def test_key_points_are_taken_apart() -> None:
    points = key_points(
        page('!!! abstract "Key points"\n\n    - First. *How sure: low.*\n    - Second,\n      longer.\n\nText.')
    )
    assert points == ["First. *How sure: low.*", "Second, longer."]
    assert [states_how_sure(point) for point in points] == [True, False]


def test_keys_of_a_bibliography(tmp_path: Path) -> None:
    bib = tmp_path / "a.bib"
    bib.write_text("@comment{x, y}\n@article{one2020,\n title={@two}}\n@misc{two,\n}", encoding="utf-8")
    assert known_keys([bib]) == {"one2020", "two"}
