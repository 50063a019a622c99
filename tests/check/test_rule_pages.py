"""Each rule has a page whose example triggers it, and whose mend does not."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from litreview.check.external_rules import EXTERNAL_RULES, NON_CONFIGURABLE, READING
from litreview.check.registry import Rule, all_rules
from litreview.check.run import check_library
from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.source import Position
from litreview.read.library import read_library

ROOT = Path(__file__).parent.parent.parent
GUIDE = ROOT / "guide"
PACKAGE = ROOT / "scripts" / "litreview"
#: Readers and writers of formats that a review's folder does not hold; only import and convert use them.
OTHER_FORMATS = (
    *(
        "csl_items.py",
        "csljson.py",
        "cslyaml.py",
        "delimited.py",
        "endnote.py",
        "endnote_xml.py",
        "formats.py",
        "nbib.py",
    ),
    *("ovid.py", "pubmed_xml.py", "ris.py", "ris_fields.py", "ris_records.py", "tagged.py", "web_of_science.py"),
)
REVIEW = "title: T\nlicence: CC0\nsearched_to: 2024-06\ncontributors:\n  - {family: Lee, given: Ana}\n"
FENCE = re.compile(r"^```(bibtex|yaml|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"# (refs/(?:[a-z-]+\.yml|texts/\w+\.txt))\n")
RULES = list(all_rules().values())
PAGES = sorted(path.stem for path in (GUIDE / "rules").glob("*.md") if path.stem != "reading")
#: What no text in a guide can show: bytes, a folder, a text of a million characters.
UNSHOWN = {
    "encoding",
    "misnamed-file",
    "missing-file",
    "outside-link",
    "released-version",
    "string-too-long",
    "unread-file",
    "unreadable-file",
}

MakeReview = Callable[..., Path]


def page(rule: str) -> str:
    return (GUIDE / "rules" / f"{rule}.md").read_text(encoding="utf-8")


def sections(rule: str) -> dict[str, str]:
    return {part.partition("\n")[0]: part for part in page(rule).split("\n## ")[1:]}


def files(section: str) -> dict[str, str]:
    """The files that the fenced blocks of a section make; a YAML block names its own in its first line."""
    made = {"refs/review.yml": REVIEW, "refs/references.bib": ""}
    for language, text in FENCE.findall(section):
        named = FILE.match(text)
        made[named[1] if named else "refs/references.bib"] = text
        assert named or language == "bibtex"
    return made


def found(folder: Path, rule: str) -> tuple[list[str], list[Diagnostic]]:
    read = read_library(folder)
    every = check_library(read.library, frozenset(), read.diagnostics)
    return [d.rule for d in every if d.rule == rule], [d for d in every if d.severity == "error" and d.rule != rule]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_page_says_what_and_why(rule: Rule) -> None:
    assert page(rule.id).startswith(f"# {rule.id}\n\n*{rule.severity}*: {rule.summary}.\n")
    assert list(sections(rule.id)) == ["What is looked for", "Why", "Example", "Mend"]


@pytest.mark.parametrize("rule", PAGES)
def test_the_example_triggers_the_rule(rule: str, review: MakeReview) -> None:
    of_rule, other_errors = found(review(files(sections(rule)["Example"])), rule)
    assert of_rule
    assert other_errors == []


@pytest.mark.parametrize("rule", PAGES)
def test_the_mend_mends_it(rule: str, review: MakeReview) -> None:
    assert found(review(files(sections(rule)["Mend"])), rule) == ([], [])


def test_the_guide_lists_every_rule_and_no_other() -> None:
    listed = (GUIDE / "rules.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \[([a-z-]+)\]\(rules/([a-z-]+)\.md\) \| (\w+) \| (.+) \|$", listed, re.MULTILINE)
    assert rows == [(rule.id, rule.id, rule.severity, rule.summary) for rule in RULES]
    others = re.findall(
        r"^\| \[?([a-z-]+)(?:\]\(rules/[a-z-]+\.md(?:#[a-z-]+)?\))? \| ([^|]+) \|$", listed, re.MULTILINE
    )
    assert dict(others) | {"rule": "asks that"} == {"rule": "asks that", **EXTERNAL_RULES}
    assert not set(PAGES) - set(all_rules()) - set(EXTERNAL_RULES)


def test_the_rules_of_reading_share_a_page() -> None:
    parts = sections("reading")
    assert list(parts) == [rule for rule in sorted(READING) if rule not in PAGES]
    for rule, part in parts.items():
        assert re.match(rf"{rule}\n\n\*(error|warning|info)\*: {re.escape(READING[rule])}\.\n\n\S", part)
    assert {rule for rule, part in parts.items() if "```" not in part} == UNSHOWN
    assert all(f"`{rule}`" in page("reading").partition("\n## ")[0] for rule in NON_CONFIGURABLE)


SHOWN = sorted(set(sections("reading")) - UNSHOWN)


@pytest.mark.parametrize("rule", SHOWN)
def test_the_example_of_a_rule_of_reading_is_found(rule: str, review: MakeReview) -> None:
    part = sections("reading")[rule]
    folder = review(files(part.partition("\nMend:\n")[0]))
    named, others = found(folder, rule)
    assert named
    assert others == []
    graves = {d.severity for d in read_library(folder).diagnostics if d.rule == rule}
    assert f"*{max(graves, key=['info', 'warning', 'error'].index)}*" in part


@pytest.mark.parametrize("rule", SHOWN)
def test_the_mend_of_a_rule_of_reading_mends_it(rule: str, review: MakeReview) -> None:
    assert found(review(files(sections("reading")[rule].partition("\nMend:\n")[2])), rule) == ([], [])


@pytest.mark.parametrize("rule", sorted(NON_CONFIGURABLE))
def test_nobody_calls_an_unreadable_file_less_than_an_error(rule: str, review: MakeReview) -> None:
    place = Position("refs/timeline.yml", 3)
    read = read_library(review({"refs/review.yml": f"{REVIEW}checks: {{{rule}: off}}\n"}))
    said = check_library(read.library, None, [Diagnostic(Severity.ERROR, rule, place, "it cannot be read")])
    assert [(d.rule, d.severity) for d in said if d.position == place] == [(rule, "error")]
    assert [d.message for d in said if d.rule == "unknown-rule"] == [f"checks of review.yml cannot set {rule}"]


def test_rules_held_elsewhere_are_those_that_the_other_rooms_name() -> None:
    texts: set[str] = set()
    named: set[str] = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.name == "external_rules.py" or path.name in OTHER_FORMATS:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Diagnostic":
                named |= {str(rule.value) for rule in node.args[1:2] if isinstance(rule, ast.Constant)}
    assert set(EXTERNAL_RULES) <= texts
    assert named <= set(EXTERNAL_RULES)
