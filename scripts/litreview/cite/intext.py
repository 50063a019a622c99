"""How a group of citations prints in the text."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Final

from litreview.cite.escape import inert, inert_attribute, ref_id
from litreview.cite.intext_names import InTextName
from litreview.cite.intext_style import InTextForm, InTextStyle
from litreview.cite.styles.numbers import page_ranges
from litreview.cite.syntax import Citation
from litreview.model.frozen import nothing

#: Runs of at least so many numbers are printed as a range.
_RANGE: Final = 3
_HYPHENS: Final = re.compile(r"(?<=\w)\s*[-–—]+\s*(?=\w)")
#: Several pages, not the thousands of one ("1,024").
_SEVERAL: Final = re.compile(r"[-–—&]|,(?!\d{3}(?!\d))|\band\b|\bff?\.|\d\s?ff?\b")
#: What raised text leaves out of "pp. 3, 5": the stops of abbreviations and the spaces behind them and behind commas.
_CLOSED_UP: Final = re.compile(r"\.\s|(?<=,)\s")
#: Numbers with letters are no pages that could be shortened.
_CODE: Final = re.compile(r"[A-Za-z]\d")
_TAG: Final = re.compile(r"<[^<>]*>")
#: Emphasis and code marks, which plain text does without.
_MARKS: Final = re.compile(r"[*`]+|(?<!\w)_+|_+(?!\w)")


def plain_text(printed: str) -> str:
    """The words of a printed group, without tags and marks."""
    return html.unescape(_MARKS.sub("", _TAG.sub("", printed)))


@dataclass(frozen=True, slots=True)
class Printer:
    """Prints groups in a style.

    `numbers` are those of a numeric style. `names` gives what the text calls a reference, and `known` says whether
    the bibliography has a key.
    """

    style: InTextStyle
    numbers: Mapping[str, int]
    names: Callable[[str], InTextName]
    known: Callable[[str], bool]
    #: A word beside the citation of a reference that readers should not trust, by key.
    marks: Mapping[str, str] = field(default_factory=nothing)

    def group(self, citations: Sequence[Citation], anchor: str, *, narrative: bool, tail: str = "") -> str:
        """A group as HTML that Markdown leaves alone, but for the author's own words in it.

        A `tail` ("’s") belongs to the names of a narrative group: it stands before their number or year.
        """
        if not narrative:
            inside = self._bracketed(self._ordered(citations))
        elif citations[0].suppressed or not self.known(citations[0].key):
            inside = self._bracketed(citations) + tail
        else:
            inside = self._narrative(citations, tail)
        return f'<span class="citation-group" id="{anchor}">{inside}</span>'

    def _narrative(self, citations: Sequence[Citation], tail: str) -> str:
        first = citations[0]
        name = self.names(first.key)
        if self.style.form is InTextForm.AUTHOR and first.plain and not name.ambiguous and len(citations) == 1:
            return self._link(first.key, name.running, quotes=first.quotes) + tail
        # The sentence has named the author already.
        rest = self._bracketed([replace(first, suppressed=True), *citations[1:]])
        if name.running.endswith("."):
            tail = tail.removeprefix(".")
        return f"{name.running}{tail}{'' if self.style.superscript else ' '}{rest}"

    def _bracketed(self, citations: Sequence[Citation]) -> str:
        inside = self._numbers(citations) if self.style.form is InTextForm.NUMERIC else self._names(citations)
        shown = inside if self.style.each_in_brackets else f"{self.style.opening}{inside}{self.style.closing}"
        return f"<sup>{shown}</sup>" if self.style.superscript else shown

    # --- order

    def _ordered(self, citations: Sequence[Citation]) -> list[Citation]:
        """The citations in the style's order, as far as the author's own words leave it free.

        A prefix speaks for what follows it and a suffix for what it follows, so both end a stretch that is sorted.
        """
        if not self.style.sort:
            return list(citations)
        stretches: list[list[Citation]] = []
        free = False
        for citation in citations:
            bound = bool(citation.suffix or (citation.prefix and citation.locator) or citation.joined)
            if bound or citation.prefix or not free:
                stretches.append([])
            stretches[-1].append(citation)
            free = not bound
        return [citation for stretch in stretches for citation in self._sorted(stretch)]

    def _sorted(self, stretch: list[Citation]) -> list[Citation]:
        prefix = stretch[0].prefix
        if len(stretch) == 1:
            return stretch
        first, *rest = sorted((replace(stretch[0], prefix=""), *stretch[1:]), key=self._rank)
        return [replace(first, prefix=prefix), *rest]

    def _rank(self, citation: Citation) -> tuple[bool, int, tuple[str, ...]]:
        if not self.known(citation.key):
            return True, 0, ()
        if self.style.form is InTextForm.NUMERIC:
            return False, self.numbers[citation.key], ()
        name = self.names(citation.key)
        return False, 0, name.order

    # --- numbers

    def _numbers(self, citations: Sequence[Citation]) -> str:
        distinct = _without_repeats(citations)
        wordy = any(c.prefix or c.locator or c.suffix for c in distinct)
        delimiter = self.style.long_delimiter if wordy and not self.style.superscript else self.style.delimiter
        printed: list[str] = []
        for run in self._runs(distinct):
            lead = "" if not printed or run[0].joined else delimiter
            if lead and run[0].prefix:
                lead = f"{lead.rstrip()} "
            if len(run) < _RANGE:
                text = delimiter.join(self._number(citation) for citation in run)
            else:
                hidden = "".join(
                    self._link(citation.key, "", quotes=citation.quotes, hidden=True) for citation in run[1:-1]
                )
                text = f"{self._number(run[0])}{self.style.range_dash}{hidden}{self._number(run[-1])}"
            printed.append(lead + text)
        return "".join(printed)

    def _runs(self, citations: Sequence[Citation]) -> list[list[Citation]]:
        """Stretches of consecutive numbers with nothing said between them."""
        runs: list[list[Citation]] = []
        for citation in citations:
            before = runs[-1][-1] if runs else None
            if (
                before is not None
                and citation.plain
                and not (before.locator or before.suffix)
                and self.known(citation.key)
                and self.known(before.key)
                and self.numbers[citation.key] == self.numbers[before.key] + 1
                and not {citation.key, before.key} & self.marks.keys()  # a range would hide the mark
            ):
                runs[-1].append(citation)
            else:
                runs.append([citation])
        return runs

    def _number(self, citation: Citation) -> str:
        shown = self._link(citation.key, str(self.numbers.get(citation.key, "")), quotes=citation.quotes)
        if citation.locator and self.style.superscript:
            # Numbers are closed up, "(pp3-5)" (AMA 11, 3.6); words keep their spaces.
            label = _CLOSED_UP.sub("", self._locator(citation))
            shown += f"({label.removesuffix('.')})"
        elif citation.locator:
            shown += f", {self._locator(citation)}"
        if self.style.each_in_brackets:
            shown = f"{self.style.opening}{shown}{self.style.closing}"
        return f"{citation.prefix}{shown}{citation.suffix}"

    # --- names and dates

    def _names(self, citations: Sequence[Citation]) -> str:
        printed: list[str] = []
        before: Citation | None = None
        for citation in _without_repeats(citations):
            if before is not None and self._continues(before, citation):
                locators = bool(before.locator or citation.locator)
                lead = self.style.long_delimiter if locators else ", "
                printed.append(lead + self._name(replace(citation, suppressed=True)) + citation.suffix)
            else:
                lead = "" if not printed or citation.joined else self.style.long_delimiter
                printed.append(lead + citation.prefix + self._name(citation) + citation.suffix)
            before = citation
        return "".join(printed)

    def _continues(self, before: Citation, citation: Citation) -> bool:
        """Whether the year alone suffices, as in "(Smith 2019, 2020)"."""
        return (
            self.style.form is InTextForm.AUTHOR_DATE
            and not (citation.prefix or citation.joined or citation.suppressed or before.suffix)
            and ((citation.plain and not before.locator) or self.style.years_beside_locators)
            and before.key != citation.key
            and self.known(before.key)
            and self.known(citation.key)
            and self.names(before.key).grouped == self.names(citation.key).grouped
        )

    def _name(self, citation: Citation) -> str:
        """Names and year, or what is left of them if the author is suppressed, with the locator."""
        if not self.known(citation.key):
            return self._link(citation.key, "")
        name = self.names(citation.key)
        locator = self._locator(citation) if citation.locator else ""
        if self.style.form is InTextForm.AUTHOR_DATE:
            delimiter = (
                self.style.date_delimiter if name.dated else self.style.undated_delimiter or self.style.date_delimiter
            )
            shown = name.year if citation.suppressed else self._behind(name.grouped, delimiter) + name.year
            return self._link(citation.key, shown, quotes=citation.quotes) + (
                f"{self.style.locator_delimiter}{locator}" if locator else ""
            )
        labelled = bool(self._label(citation.locator_kind, citation.locator))
        shown = name.grouped
        if citation.suppressed:
            # The sentence names the author; without a page the title has to say which work.
            shown = name.title if name.ambiguous or not locator else ""
        elif name.ambiguous:
            shown = f"{name.grouped}, {name.title}"
        if not shown:
            return self._link(citation.key, locator, quotes=citation.quotes)
        if not locator:
            return self._link(citation.key, shown, quotes=citation.quotes)
        shown = self._behind(shown, ", " if labelled else self.style.locator_delimiter)
        words = shown.rstrip()
        return f"{self._link(citation.key, words, quotes=citation.quotes)}{shown[len(words) :]}{locator}"

    # --- parts

    def _behind(self, shown: str, delimiter: str) -> str:
        """What is shown with the delimiter behind it, whose comma may have to stand inside closing quotation marks."""
        if self.style.stops_inside_quotes and shown.endswith("”") and delimiter.startswith(","):
            return f"{shown[:-1]},”{delimiter[1:]}"
        return shown + delimiter

    def _label(self, kind: str, value: str) -> str:
        return self.style.locator_label(kind, several=bool(_SEVERAL.search(value))) if kind else ""

    def _locator(self, citation: Citation) -> str:
        locators = ((citation.locator_kind, citation.locator), *citation.further)
        return ", ".join(f"{self._label(kind, value)} {self._value(kind, value)}".lstrip() for kind, value in locators)

    def _value(self, kind: str, value: str) -> str:
        """A locator's numbers; ranges of pages as the style has them in its list."""
        if kind == "page" and not _CODE.search(value):
            value = page_ranges(value, self.style.pages, "-")
        return _HYPHENS.sub(self.style.range_dash, value)

    def _link(self, key: str, text: str, *, quotes: Sequence[str] = (), hidden: bool = False) -> str:
        if not self.known(key):
            return f'<span class="citation-missing">?{inert(key)}</span>'
        attributes = f'class="citation" data-key="{inert_attribute(key)}" href="#{ref_id(key)}"'
        if quotes:
            attributes += f' data-quotes="{inert_attribute(" ".join(quotes))}"'
        mark = self.marks.get(key, "")
        said = f' <span class="citation-notice">{inert(mark)}</span>' if mark and not hidden else ""
        return f"<a {attributes}{' hidden' if hidden else ''}>{text}{said}</a>"


def _without_repeats(citations: Sequence[Citation]) -> list[Citation]:
    """Neighbours that cite the same key and say nothing of their own are one."""
    kept: list[Citation] = []
    for _, same in groupby(citations, key=lambda citation: citation.key):
        first, *more = same
        repeated = [citation for citation in more if citation.plain]
        quotes = dict.fromkeys(name for citation in (first, *repeated) for name in citation.quotes)
        kept.append(replace(first, quotes=tuple(quotes)))
        kept += [citation for citation in more if not citation.plain]
    return kept
