"""The languages of the interface: each complete, and a site in one of them says nothing in English."""

from __future__ import annotations

import re
import shutil
from html import unescape
from itertools import chain
from pathlib import Path
from string import Formatter

import pytest
import yaml

from litreview.builders.theme import THEME_DIR
from litreview.builders.tree import DocsTree, build_tree
from litreview.cli.project import find_project
from litreview.figures.dates import in_words
from litreview.figures.measures import Lack
from litreview.figures.results import USUAL
from litreview.figures.words import grouped, listed, localised, sentence
from litreview.imports.compare import FACTS
from litreview.model.checklists import CHECKLISTS
from litreview.model.dates import Date
from litreview.model.tools import DOMAINS, LEVELS
from litreview.pages.texts import ENGLISH, Texts, default_texts, default_words, known_language, languages

EXAMPLE = Path(__file__).parent.parent / "fixtures" / "evidence"
OTHERS = [language for language in languages() if language != ENGLISH]
#: Names, signs and words that are alike in languages: in each of them, or in one.
ALIKE = {
    "": """
        automation_version change_from_to date_month document_docx document_jats document_markdown
        document_pdf et_al evidence_total figure_csv figure_svg figure_version has_doi measure_span
        plot_interval_hartung-knapp plot_interval_wald plot_proportions_wilson population prisma_column_n
        sof_studies type_motion_picture version
    """,
    "de": """
        abstract details downloads free_pmc has_abstract has_pmid labelled links living_status part_text
        singular type_article type_interview type_patent type_software years_bar
    """,
    "fr": """
        annotation citation_n contradiction date date_day date_range facet_type licence note notice_erratum
        plot_proportions_exact prisma_column_note publications search_source timeline_date type
        type_collection type_document type_figure version_n versions
    """,
}


def filled(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_all_texts_with_all_that_is_filled_in(language: str) -> None:
    english, texts = default_texts(), default_texts(language)
    assert set(texts) == set(english)
    assert {name for name in english if filled(texts[name]) != filled(english[name])} == set()
    assert [name for name, text in texts.items() if not text.strip() and name != "thousands"] == []
    assert len(texts["months"].split(", ")) == 12
    assert len(texts["seasons"].split(", ")) == 4


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_repeats_english_only_where_that_is_its_own_word(language: str) -> None:
    english, texts = default_texts(), default_texts(language)
    alike = {name for name in english if texts[name] == english[name]}
    assert alike == {*ALIKE[""].split(), *ALIKE[language].split()}


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_all_words_of_the_data_that_come_with_litreview(language: str) -> None:
    words = {
        *(domain.name for domain in chain.from_iterable(DOMAINS.values())),
        *(level.name for level in chain.from_iterable(LEVELS.values())),
        *(word for checklist in CHECKLISTS.values() for item in checklist.items.values() for word in item),
        *map(sentence, USUAL),
        *Lack,
        *FACTS,
    }
    assert set(default_words(language)) == words


def test_no_name_is_given_twice() -> None:
    """YAML's own reader would keep the last and say nothing."""
    for file in languages().values():
        source = (THEME_DIR.parent / "templates" / file).read_text()
        root = yaml.compose(source)
        assert isinstance(root, yaml.MappingNode)
        for node in (root, *(value for _, value in root.value if isinstance(value, yaml.MappingNode))):
            names = [key.value for key, _ in node.value]
            assert sorted(names) == sorted(set(names)), file


def test_scripts_get_every_text_that_they_ask_for() -> None:
    texts = Texts.load()
    given = {**texts.of_scripts, **texts.of_browser()}
    source = "".join(path.read_text() for path in sorted((THEME_DIR / "assets" / "litreview").glob("*.js")))
    asked = set(re.findall(r"\btext\(\s*\"([\w-]+)\"", source))
    assert {name for name in asked if name not in given and not name.startswith(("plot_", "forest_"))} == {"percent"}
    for beginning in re.findall(r"\btext\(`(\w+_)\$", source):
        assert any(name.startswith(beginning) for name in given) or beginning.startswith(("type_", "plot_"))


def test_dates_numbers_and_lists_follow_the_language() -> None:
    said = {}
    for language in languages():
        words = Texts.load(language=language)
        days = (Date((2026, 12, 1)), Date((2026, 5, 12)), Date((2026, 5)), Date((2026,)), Date((2026,), season=2))
        said[language] = [
            *(in_words(day, words) for day in days),
            localised("-0.5", words),
            grouped(12345, words),
            listed(["a", "b", "c"], words),
            words("n_references", n=0),
            words("n_references", n=1),
        ]
    assert said == {
        "en": ["1 December 2026", "12 May 2026", "May 2026", "2026", "Summer 2026", "−0.5", "12,345", "a, b and c",
               "0 references", "1 reference"],
        "de": ["1. Dezember 2026", "12. Mai 2026", "Mai 2026", "2026", "Sommer 2026", "−0,5", "12.345", "a, b und c",
               "0 Literaturangaben", "1 Literaturangabe"],
        "fr": ["1er décembre 2026", "12 mai 2026", "mai 2026", "2026", "été 2026", "−0,5", "12\u202f345", "a, b et c",
               "0 référence", "1 référence"],
    }  # fmt: skip


def tree_of(folder: Path, language: str) -> DocsTree:
    shutil.copytree(EXAMPLE, folder)
    review = folder / "refs" / "review.yml"
    review.write_text(f"{review.read_text()}\nlanguage: {language}\n")
    return build_tree(find_project(folder))


def test_a_language_without_texts_has_english_ones() -> None:
    assert [known_language(tag) for tag in ("de-CH", "fr_CA", "FR", "nl", "")] == ["de", "fr", "fr", "en", "en"]


@pytest.mark.parametrize(("tag", "language"), [("de-CH", "de"), ("fr", "fr")])
def test_a_site_speaks_the_language_of_its_review(tmp_path: Path, tag: str, language: str) -> None:
    tree = tree_of(tmp_path / "review", tag)
    assert not tree.failed
    assert tree.language == language
    said = unescape(" ".join(text for _, text in tree.markdown()))
    # What is long enough to be no word of the example's.
    own = default_texts(language)
    for name, english in default_texts().items():
        parts = [part for part in re.split(r"\{\w+\}", english) if len(part) > 14]
        if own[name] != english:
            assert not [part for part in parts if re.search(rf"(?<!\w){re.escape(part)}(?!\w)", said)], name
    script = tree.files["assets/litreview/site.js"]().decode()
    assert own["card_close"] in script
