"""Which capitals of a title are those of names."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litreview.model.reference import Reference
from litreview.model.source import Origin, Position
from litreview.model.text import Mark, Run, Text
from litreview.model.titles.capitals import doubtful, is_title_case, sentence_case
from litreview.model.titles.english import is_english
from litreview.model.titles.learning import words_of
from litreview.model.titles.words import Words

NOTHING = Words()


def cased(title: str, words: Words = NOTHING, subtitle: str = "small", language: str = "") -> str:
    return str(sentence_case(Text.plain(title), words, subtitle, language))


def learned(titles: list[Text], prose: list[str]) -> Words:
    place = Origin(Position("a.bib"))
    references = [Reference(f"k{n}", "book", place, texts={"title": title}) for n, title in enumerate(titles)]
    return words_of(references, prose)


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("Deep Learning for Protein Structure Prediction", "Deep learning for protein structure prediction"),
        ("CAR T-Cell Therapy for CLL: A New Addition", "CAR T-cell therapy for CLL: a new addition"),
        ("mRNA Vaccines and the Role of TP53 in Mice", "mRNA vaccines and the role of TP53 in mice"),
        ("Survival in Hodgkin Lymphoma in the United States", "Survival in Hodgkin lymphoma in the United States"),
        ("A Guide to Non-Hodgkin Lymphoma", "A guide to non-Hodgkin lymphoma"),
        ("Wilson's Disease and the Patient's View", "Wilson's disease and the patient's view"),
        ("Vitamin A and Hepatitis B in a Cohort", "Vitamin A and hepatitis B in a cohort"),
        ("Is It Safe? New Evidence From Trials", "Is it safe? New evidence from trials"),
        ("Analysis of Data: I. Segmentation and Growth", "Analysis of data: I. Segmentation and growth"),
        ("Effects of Iron on Soil, March 3, 2020", "Effects of iron on soil, March 3, 2020"),
        ("Work of the National Cancer Institute in Schools", "Work of the National Cancer Institute in schools"),
        ("Ga- and Si-Polar Films Under Stress", "Ga- and Si-polar films under stress"),
        ("THE ROLE OF DNA IN CHRONIC LEUKEMIA", "The role of DNA in chronic leukemia"),
        ("Networks Drawn in Gephi and Freesurfer", "Networks drawn in Gephi and Freesurfer"),
        (
            "Signs of <Script>Harm</Script> and #MeToo Among Children",
            "Signs of <Script>Harm</Script> and #MeToo among children",
        ),
        ("Visualizing Data using t-SNE", "Visualizing data using t-SNE"),
        # in sentence case already: as written, but for what opens a subtitle
        ("Outcomes in Northern Ireland after the war", "Outcomes in Northern Ireland after the war"),
        ("Random effects in trials: An update", "Random effects in trials: an update"),
        ("seaborn: a Library of Statistical Figures", "seaborn: a library of statistical figures"),
        ("k-means in practice", "k-means in practice"),
        ("nipy/nibabel: 2.4.1", "nipy/nibabel: 2.4.1"),
        ("a trial of cells", "A trial of cells"),
        ("High-risk disease: Integrating therapies", "High-risk disease: integrating therapies"),
        ("Life of a cell: Ibrutinibia revisited", "Life of a cell: Ibrutinibia revisited"),
        # not English, or perhaps a name
        ("Grundlagen der Allgemeinen Relativitätstheorie", "Grundlagen der Allgemeinen Relativitätstheorie"),
        ("Las Peregrinaciones a Santiago de Compostela", "Las Peregrinaciones a Santiago de Compostela"),
        ("Российские Железные Дороги", "Российские Железные Дороги"),
        ("Anna Karenina", "Anna Karenina"),
    ],
)
def test_a_title_in_sentence_case(title: str, sentence: str) -> None:
    assert cased(title) == sentence


def test_the_style_says_what_stands_behind_a_colon() -> None:
    assert cased("Retracted: a trial of iron", subtitle="capital") == "Retracted: A trial of iron"
    assert cased("Retracted: mRNA in iron", subtitle="capital") == "Retracted: mRNA in iron"
    assert cased("Iron: A Trial", subtitle="capital") == "Iron: A trial"
    assert cased("Iron in mice: A trial", subtitle="kept") == "Iron in mice: A trial"


def test_titles_in_capitals_alone_tell_nothing_of_names() -> None:
    title = Text((Run("PLASTICITY, AND GROWTH IN LIFE: "), Run("I", Mark.NOCASE), Run("NSIGHTS FROM CORAL REEFS")))
    words = learned([title], [])
    assert str(sentence_case(title, words, "small")) == "Plasticity, and growth in life: Insights from coral reefs"


def test_the_library_says_what_is_a_name() -> None:
    titles = [Text.plain("The cohort of Framingham and its use in trials"), Text.plain("Use of Zorb in patients")]
    words = learned(titles, ["It was seen in Framingham. The tool Kymriah helps, and zorb does too."])
    assert cased("The Framingham Study of Kymriah and Zorb", words) == "The Framingham study of Kymriah and zorb"


def test_protected_words_keep_their_capitals() -> None:
    title = Text((Run("The "), Run("Framingham", Mark.NOCASE), Run(" Study of Growth in "), Run("Homo", Mark.ITALIC)))
    assert str(sentence_case(title, NOTHING)) == "The Framingham study of growth in Homo"
    whole = Text((Run("The Study of Growth", Mark.NOCASE),))
    assert sentence_case(whole, NOTHING) == whole


def test_a_language_that_the_entry_names_decides() -> None:
    assert cased("Die Rolle Der Zeit", language="de-DE") == "Die Rolle Der Zeit"
    assert cased("Zum Beispiel Growth Models", language="en") == "Zum beispiel growth models"
    assert is_english("De novo assembly") is True
    assert is_english("La Niña and the rain") is True


def test_doubtful_words_may_be_names() -> None:
    title = Text.plain("The Zorbax Study of Chronic Disease in Framingham")
    assert doubtful(title, NOTHING) == ("Zorbax", "Framingham")
    assert doubtful(title, learned([], ["We saw zorbax and disease in Framingham twice."])) == ()
    assert doubtful(Text.plain("The zorbax study of Framingham people"), NOTHING) == ()


@given(st.lists(st.text(max_size=12), max_size=8), st.sampled_from(["capital", "small", "kept"]))
def test_no_letter_is_lost(words: list[str], subtitle: str) -> None:
    title = Text(tuple(Run(f"{word} ") for word in words))
    changed = sentence_case(title, NOTHING, subtitle)
    assert len(str(changed)) == len(str(title))
    assert [run.mark for run in changed.runs] == [run.mark for run in title.runs]
    is_title_case(title, NOTHING)


def braced(title: str) -> str:
    """A title in sentence case whose braces stand round what its author or a program has protected."""
    parts = re.split(r"\{([^{}]*)\}", title)
    text = Text(tuple(Run(part, Mark.NOCASE if n % 2 else Mark.NONE) for n, part in enumerate(parts) if part))
    return str(sentence_case(text, NOTHING, "small"))


def test_braces_round_every_word_are_those_of_an_exporter_and_protect_nothing() -> None:
    assert braced("Spatial {Model Search}: {Another} {Look}") == "Spatial model search: another look"
    assert (
        braced("{Cells} and {CAR} {Therapies} in {Chronic} {Disease}") == "Cells and CAR therapies in chronic disease"
    )
    assert braced("The analysis of streets: {A} primal approach") == "The analysis of streets: a primal approach"
    assert braced("Health and work: {Framingham} revisited") == "Health and work: Framingham revisited"
    assert braced("The {Netherlands Cohort Study}") == "The Netherlands Cohort Study"
    assert braced("The {Framingham} {Cohort} of Adults") == "The Framingham Cohort of adults"
