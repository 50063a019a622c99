"""What a citation style says about citations in the running text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar, Final

from pydantic import ConfigDict

from litreview.cite.styles.casing import SMALL
from litreview.cite.styles.dates import ERAS, Words
from litreview.cite.styles.numbers import PageForm
from litreview.model.frozen import nothing


def setting(field_name: str) -> str:
    """A field of a style as its front block has it: with hyphens."""
    return field_name.replace("_", "-")


#: Read from the front block of a style's file; see `styles.front`.
SETTINGS: Final = ConfigDict(extra="forbid", alias_generator=setting)
#: Kind of locator (a CSL locator type) → its label before one and before several, as most styles print it.
LOCATOR_LABELS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "appendix": ("app.", "apps."),
        "book": ("bk.", "bks."),
        "chapter": ("ch.", "chs."),
        "column": ("col.", "cols."),
        "equation": ("eq.", "eqs."),
        "figure": ("fig.", "figs."),
        "folio": ("fol.", "fols."),
        "issue": ("no.", "nos."),
        # Spelled out, since "l." and "ll." look like numbers, as MLA and Chicago say.
        "line": ("line", "lines"),
        "note": ("n.", "nn."),
        "opus": ("op.", "opp."),
        "page": ("p.", "pp."),
        "paragraph": ("para.", "paras."),
        "part": ("pt.", "pts."),
        "section": ("sec.", "secs."),
        "sub-verbo": ("s.v.", "s.vv."),
        "supplement": ("suppl.", "suppls."),
        "table": ("table", "tables"),
        "verse": ("v.", "vv."),
        "volume": ("vol.", "vols."),
    }
)
_APA_LABELS: Final = MappingProxyType(
    {
        "appendix": ("Appendix", "Appendices"),
        "book": ("Book", "Books"),
        "chapter": ("Chapter", "Chapters"),
        "equation": ("Equation", "Equations"),
        "figure": ("Figure", "Figures"),
        "line": ("Line", "Lines"),
        "note": ("Note", "Notes"),
        "part": ("Part", "Parts"),
        "section": ("Section", "Sections"),
        "supplement": ("Supplement", "Supplements"),
        "table": ("Table", "Tables"),
    }
)
_IEEE_LABELS: Final = MappingProxyType(
    {
        "appendix": ("Appendix", "Appendices"),
        "chapter": ("Ch.", "Chs."),
        "figure": ("Fig.", "Figs."),
        "section": ("Sec.", "Secs."),
        "table": ("Table", "Tables"),
    }
)
_CHICAGO_LABELS: Final = MappingProxyType({"page": ("", ""), "chapter": ("chap.", "chaps.")})
_MLA_LABELS: Final = MappingProxyType({"page": ("", "")})


class InTextForm(StrEnum):
    """What stands in the text for a reference: its number, its author and date, or its author alone."""

    NUMERIC = "numeric"
    AUTHOR_DATE = "author-date"
    AUTHOR = "author"


@dataclass(frozen=True, slots=True)
class InTextStyle:
    """How a style prints citations in the text.

    `delimiter` stands between bare numbers; `long_delimiter` between citations as soon as one of a group has words of
    its own (prefix, locator, suffix), and always where names are printed. From `et_al_min` authors on, the first
    `et_al_first` stand for all. `sort` puts the citations of a group in order: of number, or of author and year.
    """

    __pydantic_config__: ClassVar[ConfigDict] = SETTINGS

    form: InTextForm
    opening: str = "["
    closing: str = "]"
    #: Whether each number has brackets of its own: "[1], [3]–[5]".
    each_in_brackets: bool = False
    superscript: bool = False
    #: Punctuation behind which a citation moves ("end.¹" for "end [@a]."), as AMA asks for.
    moves_behind: str = ""
    delimiter: str = ", "
    #: Between the first and the last number of a range, and in ranges of pages.
    range_dash: str = "–"
    #: The form of ranges of pages in locators, as in the style's list.
    pages: PageForm = "as-given"
    long_delimiter: str = "; "
    sort: bool = True
    et_al_min: int = 3
    et_al_first: int = 1
    et_al: str = "et al."
    #: Whether people of one surname whose initials agree are told apart by their given names ("Ann Lee", "Amy Lee").
    given_in_full: bool = True
    #: Before the last of several names, in running text and inside brackets.
    conjunction: str = "and"
    group_conjunction: str = "and"
    #: Between names and year inside brackets: "Smith, 2020" or "Smith 2020".
    date_delimiter: str = " "
    #: The same before what stands for a year ("n.d.", "in press"), where it differs: "Smith, n.d."
    undated_delimiter: str = ""
    no_date: str = "n.d."
    #: What stands behind a year before the common era, and behind an early year of it ("44 BC", "79 AD").
    before_era: str = ERAS[0]
    era: str = ERAS[1]
    #: The end of a range of years that goes on ("2015–present").
    open_end: str = ""
    #: Whether another year of the same authors stands alone behind a locator too: "(Smith 2019, 3; 2020, 9)".
    years_beside_locators: bool = False
    #: How the year of an original work stands beside that of its new edition: "{original}/{year}"; nothing to leave it.
    original_year: str = ""
    #: Whether titles that stand for names are in title case, whatever case the list of references has.
    title_case: bool = False
    #: Words that title case leaves small.
    small_words: frozenset[str] = SMALL
    #: Whether a comma behind a quoted title stands inside its quotation marks.
    stops_inside_quotes: bool = True
    #: Before a locator: "3, p. 33", but "Smith 33" in MLA, which has a comma only before a label.
    locator_delimiter: str = ", "
    #: Labels that differ from LOCATOR_LABELS; an empty label prints the bare number.
    locator_labels: Mapping[str, tuple[str, str]] = field(default_factory=nothing)

    @property
    def date_words(self) -> Words:
        """What stands beside the numbers of dates, in the text and in the list."""
        return Words(self.before_era, self.era, self.open_end)

    def locator_label(self, kind: str, *, several: bool) -> str:
        """The label before a locator of this kind, or nothing."""
        return self.locator_labels.get(kind, LOCATOR_LABELS[kind])[several]


#: [1, 3] and [2–4]: NLM.
NUMERIC_BRACKETS: Final = InTextStyle(InTextForm.NUMERIC)
#: [1], [3] and [2]–[4]: IEEE.
NUMERIC_EACH_IN_BRACKETS: Final = InTextStyle(
    InTextForm.NUMERIC, each_in_brackets=True, long_delimiter=", ", locator_labels=_IEEE_LABELS
)
#: (1, 3) and (2–4).
NUMERIC_PARENTHESES: Final = InTextStyle(InTextForm.NUMERIC, opening="(", closing=")")
#: Raised numbers before punctuation: Nature.
NUMERIC_SUPERSCRIPT: Final = InTextStyle(InTextForm.NUMERIC, opening="", closing="", superscript=True, delimiter=",")
#: Raised numbers behind full stops and commas: AMA.
NUMERIC_SUPERSCRIPT_AMA: Final = InTextStyle(
    InTextForm.NUMERIC,
    opening="",
    closing="",
    superscript=True,
    delimiter=",",
    moves_behind=".,",
    et_al="et al",
    range_dash="-",
)
#: (Smith & Jones, 2020, p. 33): APA 7.
AUTHOR_DATE_APA: Final = InTextStyle(
    InTextForm.AUTHOR_DATE,
    opening="(",
    closing=")",
    given_in_full=False,
    title_case=True,
    # APA has a capital on every word of four letters or more.
    small_words=frozenset(word for word in SMALL if len(word) < 4),  # noqa: PLR2004
    group_conjunction="&",
    date_delimiter=", ",
    original_year="{original}/{year}",
    before_era="B.C.E.",
    era="C.E.",
    open_end="present",
    locator_labels=_APA_LABELS,
)
#: (Smith and Jones 2020, 33): The Chicago Manual of Style, 18th edition, which keeps the author's order in a group.
AUTHOR_DATE_CHICAGO: Final = InTextStyle(
    InTextForm.AUTHOR_DATE,
    opening="(",
    closing=")",
    sort=False,
    undated_delimiter=", ",
    years_beside_locators=True,
    title_case=True,
    original_year="[{original}] {year}",
    locator_labels=_CHICAGO_LABELS,
)
#: (Smith and Jones 33): MLA 9.
AUTHOR_MLA: Final = InTextStyle(
    InTextForm.AUTHOR,
    opening="(",
    closing=")",
    sort=False,
    title_case=True,
    locator_delimiter=" ",
    locator_labels=_MLA_LABELS,
)
