"""References as the styles' manuals ask for them, each with the rule that it shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from litreview.cite.styles.format import format_reference, plain_text
from litreview.cite.styles.registry import load_style
from litreview.model.dates import Date

from .making import person, printed, reference

ARTICLE = {
    "type": "article-journal",
    "author": [person("Siddiqi", "Tanya K."), person("Maloney", "David Gordon"), person("Kenderian", "Saad S.")],
    "title": "Lisocabtagene maraleucel in chronic lymphocytic leukaemia: A phase 1–2 study",
    "container_title": "The Lancet",
    "volume": "402",
    "issue": "10402",
    "page": "641-654",
    "issued": [2023, 8, 19],
    "DOI": "10.1000/example",
}
CHAPTER = {
    "type": "chapter",
    "author": [person("Gogh", "Vincent", non_dropping_particle="van")],
    "title": "Letters to a brother",
    "editor": [person("Roe", "Jane"), person("King", "Martin L.", suffix="Jr.")],
    "container_title": "Painters on painting",
    "edition": "2",
    "publisher": "Arts Press",
    "publisher_place": "Amsterdam",
    "page": "101-108",
    "issued": [1999],
}
BOOK = {
    "type": "book",
    "author": [person("Knuth", "Donald E.")],
    "title": "The art of computer programming",
    "volume": "2",
    "edition": "3",
    "publisher": "Addison-Wesley",
    "publisher_place": "Reading, MA",
    "issued": [1997],
}
STYLES = ("nlm", "ama", "apa", "mla", "chicago-author-date", "ieee", "nature")


@pytest.mark.parametrize(
    ("style", "text"),
    [
        # Citing Medicine, ch. 1: surname and initials; date; volume(issue); of a last page the digits that change.
        (
            "nlm",
            (
                "Siddiqi TK, Maloney DG, Kenderian SS. Lisocabtagene maraleucel in chronic lymphocytic leukaemia: "
                "A phase 1–2 study. The Lancet. 2023 Aug 19;402(10402):641–54. doi:10.1000/example"
            ),
        ),
        # AMA 11, 3.11: year;volume(issue):pages in full; doi.
        (
            "ama",
            (
                "Siddiqi TK, Maloney DG, Kenderian SS. Lisocabtagene maraleucel in chronic lymphocytic leukaemia: "
                "A phase 1–2 study. The Lancet. 2023;402(10402):641-654. doi:10.1000/example"
            ),
        ),
        # APA 7, 10.1: ampersand before the last author; DOI as an address.
        (
            "apa",
            (
                "Siddiqi, T. K., Maloney, D. G., & Kenderian, S. S. (2023). Lisocabtagene maraleucel in chronic "
                "lymphocytic leukaemia: A phase 1–2 study. The Lancet, 402(10402), 641–654. "
                "https://doi.org/10.1000/example"
            ),
        ),
        # MLA 9, 5.8: three or more authors are "et al."; 5.67: quotation marks; 6.56: ranges keep two digits.
        (
            "mla",
            (
                "Siddiqi, Tanya K., et al. “Lisocabtagene Maraleucel in Chronic Lymphocytic Leukaemia: A Phase 1–2 "
                "Study.” "
                "The Lancet, vol. 402, no. 10402, Aug. 2023, pp. 641–54, https://doi.org/10.1000/example."
            ),
        ),
        # CMOS 18, 13.9 and 14.68: only the first name inverted; volume (issue): pages.
        (
            "chicago-author-date",
            (
                "Siddiqi, Tanya K., David Gordon Maloney, and Saad S. Kenderian. 2023. “Lisocabtagene Maraleucel in "
                "Chronic "
                "Lymphocytic Leukaemia: A Phase 1–2 Study.” The Lancet 402 (10402): 641–54. "
                "https://doi.org/10.1000/example."
            ),
        ),
        # IEEE Reference Guide, section on periodicals: initials first; vol., no., pp., abbreviated month.
        (
            "ieee",
            (
                "T. K. Siddiqi, D. G. Maloney, and S. S. Kenderian, “Lisocabtagene maraleucel in chronic lymphocytic "
                "leukaemia: A phase 1–2 study,” The Lancet, vol. 402, no. 10402, pp. 641–654, Aug. 2023, doi: "
                "10.1000/example."
            ),
        ),
        # Nature's guide: ampersand without a comma; volume, pages (year).
        (
            "nature",
            (
                "Siddiqi, T. K., Maloney, D. G. & Kenderian, S. S. Lisocabtagene maraleucel in chronic lymphocytic "
                "leukaemia: A phase 1–2 study. The Lancet 402, 641–654 (2023)."
            ),
        ),
    ],
)
def test_an_article(style: str, text: str) -> None:
    assert printed(style, **ARTICLE) == text


@pytest.mark.parametrize(
    ("style", "text"),
    [
        # Citing Medicine, ch. 2: "In:", editors behind their names, place: publisher; year.
        (
            "nlm",
            (
                "van Gogh V. Letters to a brother. In: Roe J, King ML Jr., editors. Painters on painting. 2nd ed. "
                "Amsterdam: Arts Press; 1999. p. 101–8."
            ),
        ),
        (
            "ama",
            (
                "van Gogh V. Letters to a brother. In: Roe J, King ML Jr., eds. Painters on Painting. 2nd ed. Arts "
                "Press; "
                "1999:101-108."
            ),
        ),
        # APA 7, 10.3: "In A. Editor (Ed.), Title (2nd ed., pp. x–y)."
        (
            "apa",
            (
                "van Gogh, V. (1999). Letters to a brother. In J. Roe & M. L. King Jr. (Eds.), Painters on painting "
                "(2nd ed., pp. 101–108). Arts Press."
            ),
        ),
        (
            "mla",
            (
                "van Gogh, Vincent. “Letters to a Brother.” Painters on Painting, edited by Jane Roe and Martin L. "
                "King "
                "Jr., 2nd ed., Arts Press, 1999, pp. 101–08."
            ),
        ),
        # CMOS 18, 14.8: no pages for chapters in the list; 8.5: Dutch particles sort behind the given name.
        (
            "chicago-author-date",
            (
                "Gogh, Vincent van. 1999. “Letters to a Brother.” In Painters on Painting, 2nd ed., edited by Jane "
                "Roe and "
                "Martin L. King Jr. Arts Press."
            ),
        ),
        (
            "ieee",
            (
                "V. van Gogh, “Letters to a brother,” in Painters on painting, 2nd ed., J. Roe and M. L. King Jr., "
                "Eds., "
                "Amsterdam: Arts Press, 1999, pp. 101–108."
            ),
        ),
        (
            "nature",
            (
                "van Gogh, V. Letters to a brother. in Painters on painting (eds. Roe, J. & King, M. L., Jr.) 101–108 "
                "(Arts Press, Amsterdam, 1999)."
            ),
        ),
    ],
)
def test_a_chapter(style: str, text: str) -> None:
    assert printed(style, **CHAPTER) == text


@pytest.mark.parametrize(
    ("style", "text"),
    [
        (
            "nlm",
            "Knuth DE. The art of computer programming. 3rd ed. Vol. 2. Reading, MA: Addison-Wesley; 1997.",
        ),
        ("ama", "Knuth DE. The Art of Computer Programming. Vol 2. 3rd ed. Addison-Wesley; 1997."),
        ("apa", "Knuth, D. E. (1997). The art of computer programming (3rd ed., Vol. 2). Addison-Wesley."),
        ("mla", "Knuth, Donald E. The Art of Computer Programming. 3rd ed., vol. 2, Addison-Wesley, 1997."),
        (
            "chicago-author-date",
            "Knuth, Donald E. 1997. The Art of Computer Programming. 3rd ed. Vol. 2. Addison-Wesley.",
        ),
        (
            "ieee",
            "D. E. Knuth, The art of computer programming, 3rd ed., vol. 2. Reading, MA: Addison-Wesley, 1997.",
        ),
        ("nature", "Knuth, D. E. The Art of Computer Programming. vol. 2 (Addison-Wesley, Reading, MA, 1997)."),
    ],
)
def test_a_book(style: str, text: str) -> None:
    assert printed(style, **BOOK) == text


@pytest.mark.parametrize(
    ("style", "item", "text"),
    [
        # Citing Medicine, ch. 25: a page stands under its website's name, with the date of citation.
        (
            "nlm",
            {
                "type": "webpage",
                "title": "About us",
                "container_title": "World Health Organization",
                "URL": "https://who.example/about",
                "accessed": [2024, 5, 1],
                "issued": [2020],
            },
            (
                "World Health Organization [Internet]. 2020 [cited 2024 May 1]. About us. "
                "Available from: https://who.example/about"
            ),
        ),
        # Citing Medicine, ch. 4: the kind of report and its number.
        (
            "nlm",
            {
                "type": "report",
                "author": [{"literal": "Agency for Things"}],
                "title": "On things",
                "genre": "technical report",
                "number": "12",
                "publisher": "The Agency",
                "issued": [2001, 3],
            },
            "Agency for Things. On things [technical report]. The Agency; 2001 Mar. Technical report no.: 12.",
        ),
        # Citing Medicine, appendix on identifiers: PMID and PMCID close the reference.
        (
            "nlm",
            {
                "type": "article-journal",
                "title": "On things",
                "container_title": "J. Things",
                "issued": [2001],
                "volume": "1",
                "page": "e12",
                "PMID": "123",
                "PMCID": "PMC45",
            },
            "On things. J Things. 2001;1:e12. PubMed PMID: 123; PubMed Central PMCID: PMC45.",
        ),
        # AMA 11, 3.11.4: a preprint names its server.
        (
            "ama",
            {
                "type": "article",
                "author": [person("Roe", "Jane")],
                "title": "Early news",
                "publisher": "medRxiv",
                "issued": [2021, 3, 4],
                "DOI": "10.1101/x",
            },
            "Roe J. Early news. medRxiv. Preprint posted online March 4, 2021. doi:10.1101/x",
        ),
        # AMA 11, 3.15.9: court, year.
        (
            "ama",
            {
                "type": "legal_case",
                "title": "Roe v Doe",
                "container_title": "F Supp",
                "volume": "12",
                "page": "33",
                "authority": "D Mass",
                "issued": [1990],
            },
            "Roe v Doe. F Supp 12, 33 (D Mass 1990).",
        ),
        # APA 7, 10.9: a data set is named as such.
        (
            "apa",
            {
                "type": "dataset",
                "author": [person("Roe", "Jane")],
                "title": "Counts of cells",
                "version": "2",
                "publisher": "Zenodo",
                "issued": [2022],
                "DOI": "10.5281/x",
            },
            "Roe, J. (2022). Counts of cells (Version 2) [Dataset]. Zenodo. https://doi.org/10.5281/x",
        ),
        # APA 7, 10.10: software.
        (
            "apa",
            {
                "type": "software",
                "author": [{"literal": "Tool Team"}],
                "title": "Tool",
                "version": "1.2",
                "issued": [2022, 5, 6],
                "URL": "https://tool.example",
            },
            "Tool Team. (2022). Tool (Version 1.2) [Computer software]. https://tool.example",
        ),
        # APA 7, 10.6: a thesis names its university in brackets where it can be read online.
        (
            "apa",
            {
                "type": "thesis",
                "author": [person("Roe", "Jane")],
                "title": "Deep thoughts",
                "genre": "Doctoral dissertation",
                "publisher": "State University",
                "issued": [2020],
                "URL": "https://u.example/1",
            },
            "Roe, J. (2020). Deep thoughts [Doctoral dissertation, State University]. https://u.example/1",
        ),
        # APA 7, 10.1, example 16: a newspaper article has its day.
        (
            "apa",
            {
                "type": "article-newspaper",
                "author": [person("Roe", "Jane")],
                "title": "It rains",
                "container_title": "The Daily News",
                "issued": [2020, 3, 4],
            },
            "Roe, J. (2020, March 4). It rains. The Daily News.",
        ),
        # APA 7, 11.4 (The Bluebook): cases, volume reporter page (court year).
        (
            "apa",
            {
                "type": "legal_case",
                "title": "Brown v. Board of Education",
                "volume": "347",
                "container_title": "U.S.",
                "page": "483-496",
                "issued": [1954],
            },
            "Brown v. Board of Education, 347 U.S. 483 (1954).",
        ),
        # APA 7, 9.12 and 9.17: the title in the author's place; no date.
        (
            "apa",
            {"type": "entry-encyclopedia", "title": "Self", "container_title": "Encyclopedia of minds"},
            "Self. (n.d.). In Encyclopedia of minds.",
        ),
        # APA 7, 10.12: directors and what they made.
        (
            "apa",
            {
                "type": "motion_picture",
                "director": [person("Roe", "Jane"), person("Doe", "Al")],
                "title": "A film",
                "publisher": "Studio",
                "issued": [1999],
            },
            "Roe, J., & Doe, A. (Directors). (1999). A film [Video recording]. Studio.",
        ),
        # MLA 9, 5.88: theses.
        (
            "mla",
            {
                "type": "thesis",
                "author": [person("Roe", "Jane")],
                "title": "Deep thoughts",
                "genre": "PhD dissertation",
                "publisher": "State U",
                "issued": [2020],
            },
            "Roe, Jane. Deep Thoughts. 2020. State U, PhD dissertation.",
        ),
        # MLA 9, 5.13 and 5.39: an interview and its interviewer.
        (
            "mla",
            {
                "type": "interview",
                "author": [person("Roe", "Jane")],
                "interviewer": [person("Doe", "Al")],
                "title": "On painting",
                "container_title": "Art weekly",
                "issued": [2001, 6, 7],
            },
            "Roe, Jane. “On Painting.” Interview by Al Doe. Art Weekly, 7 June 2001.",
        ),
        # CMOS 18, 14.135: numbers and dates of patents.
        (
            "chicago-author-date",
            {
                "type": "patent",
                "author": [person("Roe", "Jane")],
                "title": "Wheel",
                "number": "US 12",
                "submitted": [1990, 1, 2],
                "issued": [1992, 3, 4],
            },
            "Roe, Jane. 1992. Wheel. Patent US 12, filed January 2, 1990, and issued March 4, 1992.",
        ),
        # CMOS 18, 14.100: reviews.
        (
            "chicago-author-date",
            {
                "type": "review-book",
                "author": [person("Roe", "Jane")],
                "title": "Big book",
                "reviewed_author": [person("Doe", "Al")],
                "container_title": "Reviews",
                "volume": "3",
                "issue": "1",
                "page": "4-9",
                "issued": [2010],
            },
            "Roe, Jane. 2010. Review of Big Book, by Al Doe. Reviews 3 (1): 4–9.",
        ),
        # CMOS 18, 13.102: a reprint has the first year in parentheses before.
        (
            "chicago-author-date",
            {
                "type": "book",
                "author": [person("Roe", "Jane")],
                "title": "Old book",
                "publisher": "Press",
                "original_date": [1900],
                "issued": [2000],
            },
            "Roe, Jane. (1900) 2000. Old Book. Press.",
        ),
        # IEEE Reference Guide: standards, and pages of websites.
        (
            "ieee",
            {"type": "standard", "title": "Wires", "genre": "IEEE Std.", "number": "802.3", "issued": [2018]},
            "Wires, IEEE Std. 802.3, 2018.",
        ),
        (
            "ieee",
            {
                "type": "webpage",
                "author": [person("Roe", "Jane")],
                "title": "Home",
                "URL": "https://r.example",
                "accessed": [2024, 5, 1],
            },
            "J. Roe, “Home.” Accessed: May 01, 2024. [Online]. Available: https://r.example",
        ),
        # Nature's guide: data sets and preprints.
        (
            "nature",
            {
                "type": "dataset",
                "author": [person("Roe", "Jane")],
                "title": "Counts",
                "publisher": "Zenodo",
                "DOI": "10.5281/x",
                "issued": [2022],
            },
            "Roe, J. Counts. Zenodo https://doi.org/10.5281/x (2022).",
        ),
        (
            "nature",
            {
                "type": "article",
                "author": [person("Roe", "Jane")],
                "title": "Early news",
                "DOI": "10.1101/x",
                "issued": [2021],
            },
            "Roe, J. Early news. Preprint at https://doi.org/10.1101/x (2021).",
        ),
    ],
)
def test_other_kinds_of_works(style: str, item: dict[str, object], text: str) -> None:
    assert printed(style, **item) == text


@pytest.mark.parametrize(
    ("style", "count", "text"),
    [
        # ICMJE and Citing Medicine: six authors, then et al.
        ("nlm", 6, "Aa A, Bb B, Cc C, Dd D, Ee E, Ff F."),
        ("nlm", 7, "Aa A, Bb B, Cc C, Dd D, Ee E, Ff F, et al."),
        # AMA 11, 3.7: more than six are cut to three.
        ("ama", 7, "Aa A, Bb B, Cc C, et al."),
        # APA 7, 9.8: of 21 and more, nineteen and the last.
        ("apa", 20, "Ss, S., & Tt, T."),
        ("apa", 21, "Ss, S., … Uu, U."),
        # MLA 9, 5.8.
        ("mla", 2, "Aa, A., and B. Bb."),
        ("mla", 3, "Aa, A., et al."),
        # CMOS 18, 13.107: six are listed, of more the first three.
        ("chicago-author-date", 6, "Aa, A., B. Bb, C. Cc, D. Dd, E. Ee, and F. Ff."),
        ("chicago-author-date", 7, "Aa, A., B. Bb, C. Cc, et al."),
        # IEEE: more than six.
        ("ieee", 6, "A. Aa, B. Bb, C. Cc, D. Dd, E. Ee, and F. Ff,"),
        ("ieee", 7, "A. Aa et al.,"),
        # Nature: more than five.
        ("nature", 5, "Aa, A., Bb, B., Cc, C., Dd, D. & Ee, E."),
        ("nature", 6, "Aa, A. et al."),
    ],
)
def test_many_authors(style: str, count: int, text: str) -> None:
    people = [person(f"{chr(65 + n)}{chr(97 + n)}", f"{chr(65 + n)}.") for n in range(count)]
    assert text in printed(style, type="book", author=people, title="T", issued=[2000])


@pytest.mark.parametrize(
    ("style", "text"),
    [
        # The ranges of these two styles keep the digits of the source.
        ("ieee", "J. Roe, “Cells,” Post, vol. 10, pp. 800–6, 2003."),
        ("nature", "Roe, J. Cells. Post 10, 800–6 (2003)."),
        ("ama", "Roe J. Cells. Post. 2003;10:800-806."),
    ],
)
def test_digits_that_the_source_leaves_out(style: str, text: str) -> None:
    roe = person("Roe", "Jane")
    place = {"container_title": "Post", "volume": "10", "page": "800-6", "issued": [2003]}
    assert printed(style, type="article-journal", author=[roe], title="Cells", **place) == text


@pytest.mark.parametrize("style", STYLES)
def test_an_inferred_year_stands_in_brackets(style: str) -> None:
    inferred = replace(reference(type="book", title="T"), dates={"issued": Date((2022,), inferred=True)})
    assert "[2022]" in plain_text(format_reference(load_style(style), inferred))


@pytest.mark.parametrize(
    ("style", "item", "text"),
    [
        # MLA: prepositions are small, however long.
        (
            "mla",
            {"type": "book", "author": [person("Roe", "Jane")], "title": "signals between cells", "issued": [2001]},
            "Roe, Jane. Signals between Cells. 2001.",
        ),
        # MLA: but not at the head of a compound.
        (
            "mla",
            {"type": "book", "author": [person("Roe", "Jane")], "title": "a within-cell study", "issued": [2001]},
            "Roe, Jane. A Within-Cell Study. 2001.",
        ),
        # MLA: where a volume has a title, that of the whole work comes last.
        (
            "mla",
            {
                "type": "chapter",
                "author": [person("Roe", "Jane")],
                "title": "Cells",
                "container_title": "Works",
                "volume_title": "Early years",
                "volume": "2",
                "publisher": "Press",
                "issued": [2001],
            },
            "Roe, Jane. “Cells.” Early Years, vol. 2, Press, 2001. Vol. 2 of Works.",
        ),
        (
            "mla",
            {
                "type": "chapter",
                "author": [person("Roe", "Jane")],
                "title": "Cells",
                "container_title": "Works",
                "volume_title": "Early years",
                "number_of_volumes": "3",
                "issued": [2001],
            },
            "Roe, Jane. “Cells.” Early Years, 2001. Works, 3 vols.",
        ),
        # MLA: where no title stands before them, each role opens with a capital.
        (
            "mla",
            {
                "type": "book",
                "author": [person("Roe", "Jane")],
                "editor": [person("Doe", "Al")],
                "translator": [person("King", "Bo")],
                "title": "Cells",
                "issued": [2001],
            },
            "Roe, Jane. Cells. Edited by Al Doe, Translated by Bo King, 2001.",
        ),
        # MLA: a range of pages in small Roman numerals is plural.
        (
            "mla",
            {"type": "chapter", "title": "Preface", "container_title": "Works", "page": "xi-xxiv", "issued": [2001]},
            "“Preface.” Works, 2001, pp. xi–xxiv.",
        ),
        # Chicago: a volume of a series is "vol." behind its editors.
        (
            "chicago-author-date",
            {
                "type": "book",
                "author": [person("Roe", "Jane")],
                "title": "Cells",
                "collection_title": "Works",
                "collection_number": "3",
                "collection_editor": [person("Doe", "Al")],
                "issued": [2001],
            },
            "Roe, Jane. 2001. Cells. Works, edited by Al Doe, vol. 3.",
        ),
        # Chicago: entries by an author stand "In" the work; without one, the work opens the entry.
        (
            "chicago-author-date",
            {
                "type": "entry-encyclopedia",
                "author": [person("Roe", "Jane")],
                "title": "cells of mice",
                "container_title": "Book of cells",
                "issued": [2001],
            },
            "Roe, Jane. 2001. “Cells of Mice.” In Book of Cells.",
        ),
        (
            "chicago-author-date",
            {
                "type": "entry-encyclopedia",
                "title": "cells of mice",
                "container_title": "Book of cells",
                "issued": [2001],
            },
            "Book of Cells. 2001. “cells of mice.”",
        ),
        # A newspaper's place stands once, behind its name.
        (
            "chicago-author-date",
            {
                "type": "article-newspaper",
                "title": "News",
                "container_title": "Post",
                "publisher_place": "York",
                "issued": [2001],
            },
            "Post (York). 2001. “News.”",
        ),
        # A whole issue without a title.
        (
            "chicago-author-date",
            {"type": "article-journal", "container_title": "Journal", "volume": "41", "issue": "7", "issued": [1986]},
            "1986. Journal 41 (7).",
        ),
        (
            "chicago-author-date",
            {
                "type": "review",
                "reviewed_author": [person("Roe", "Jane")],
                "title": "Cells",
                "container_title": "Post",
                "volume": "3",
                "issued": [2001],
            },
            "Post. 2001. Unsigned review of Cells, by Jane Roe. 3.",
        ),
        (
            "chicago-author-date",
            {"type": "review-book", "title": "Cells", "volume": "3", "issued": [2001]},
            "Unsigned review of Cells. 2001. 3.",
        ),
        # Chicago: a patent's title up to its colon, where the source has a short one.
        (
            "chicago-author-date",
            {
                "type": "patent",
                "author": [person("Roe", "Jane")],
                "title": "Cells: how to keep them",
                "title_short": "Cells",
                "number": "1",
                "issued": [2001],
            },
            "Roe, Jane. 2001. Cells. Patent 1, issued 2001.",
        ),
        # Chicago: the number of a thesis in its database ends the entry.
        (
            "chicago-author-date",
            {
                "type": "thesis",
                "author": [person("Roe", "Jane")],
                "title": "Cells",
                "genre": "PhD thesis",
                "publisher": "York",
                "number": "12",
                "issued": [2001],
            },
            "Roe, Jane. 2001. “Cells.” PhD thesis, York. (12).",
        ),
        # Chicago: the station stands behind the date.
        (
            "chicago-author-date",
            {
                "type": "broadcast",
                "author": [person("Roe", "Jane")],
                "title": "Cells",
                "publisher": "BBC",
                "issued": [2001, 4, 5],
            },
            "Roe, Jane. 2001. Cells. Aired April 5, on BBC.",
        ),
        (
            "chicago-author-date",
            {
                "type": "song",
                "composer": [person("Roe", "Jane")],
                "author": [person("Doe", "Al")],
                "title": "Cells",
                "publisher": "Hits",
                "issued": [2001],
            },
            "Roe, Jane. 2001. Cells. Performed by Al Doe. Hits.",
        ),
        (
            "apa",
            {
                "type": "song",
                "composer": [person("Roe", "Jane")],
                "author": [person("Doe", "Al")],
                "title": "Cells",
                "publisher": "Hits",
                "issued": [2001],
            },
            "Roe, J. (2001). Cells [Recorded by A. Doe]. Hits.",
        ),
        # APA: a review without an author or title begins with what it is.
        (
            "apa",
            {"type": "review-book", "title": "Cells", "container_title": "Post", "volume": "3", "issued": [2001]},
            "[Review of the book Cells]. (2001). Post, 3.",
        ),
        # The Bluebook: a bill's number, labelled where no session does.
        (
            "apa",
            {"type": "bill", "title": "Cells Act", "number": "104", "issued": [2001]},
            "Cells Act, No. 104 (2001).",
        ),
    ],
)
def test_rules_that_few_works_need(style: str, item: dict[str, object], text: str) -> None:
    assert printed(style, **item) == text
