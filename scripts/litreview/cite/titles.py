"""The titles of a bibliography as a style wants them: in sentence case, unless the author wants them as written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final

from litreview.cite.styles.casing import in_title_case
from litreview.cite.styles.front import SentenceCase
from litreview.model.memo import Remember, make_anew
from litreview.model.reference import Reference
from litreview.model.text import Text
from litreview.model.titles.capitals import sentence_case
from litreview.model.titles.learning import words_of
from litreview.model.titles.words import Words

#: What reaches us in sentence case by its own rules (CSL 1.0.2, PubMed), and is taken as it is given.
_IN_SENTENCES: Final = frozenset(("csl-json", "nbib", "pubmed-xml"))
#: Works whose titles are names.
_NAMED: Final = frozenset(("bill", "hearing", "legal_case", "legislation", "periodical", "regulation", "treaty"))
#: Works whose container has a title like theirs; journals, proceedings and sites have names.
_PARTS: Final = frozenset(("chapter", "entry", "entry-dictionary", "entry-encyclopedia"))


#: What the names of meetings are made of.
_MEETING: Final = re.compile(
    r"\b(?:proc|proceedings|conference|symposium|workshop|meeting|congress|colloquium|convention|seminar|transactions|"
    r"lecture notes|ieee|acm|\d+(?:st|nd|rd|th))\b",
    re.IGNORECASE,
)


#: What the names of serials are made of, in which chapters stand too.
_SERIAL: Final = re.compile(r"\b(?:proc|proceedings|transactions|annals|lecture notes)\b", re.IGNORECASE)


def _is_in_book(reference: Reference) -> bool:
    """Whether what a work stands in has a title like a book, and not the name of a meeting or a serial."""
    container = str(reference.text("container-title"))
    if reference.type in _PARTS:
        return _SERIAL.search(container) is None
    return reference.type == "paper-conference" and _MEETING.search(container) is None


@dataclass(frozen=True, slots=True)
class Titles:
    """Sets titles in the case that a style wants, by what a library shows of `words`; without them, nothing changes."""

    words: Words | None = None
    #: Gives what is known of references that were there before.
    remember: Remember = field(default=make_anew, compare=False)

    @classmethod
    def of(cls, references: Iterable[Reference], prose: Iterable[str] = (), remember: Remember = make_anew) -> Titles:
        """What the references, and other sentences of their library, show."""
        return cls(words_of(references, prose, remember), remember)

    def cased(self, reference: Reference, wanted: SentenceCase) -> Reference:
        """The reference with its titles in the case that a style wants."""
        if self.words is None or not wanted.titles or reference.format in _IN_SENTENCES:
            return reference
        if reference.type in wanted.exceptions or reference.type in _NAMED:
            return reference
        made_of = (reference, self.words, wanted)
        return self.remember(("cased", wanted, reference.key), made_of, partial(_cased, *made_of))


def _cased(reference: Reference, words: Words, wanted: SentenceCase) -> Reference:
    language = reference.text("language")
    changed: dict[str, Text] = {}
    for variable in wanted.titles:
        text = reference.texts.get(variable)
        if text and (variable != "container-title" or _is_in_book(reference)):
            cased = sentence_case(text, words, wanted.subtitle, language, named=reference.type == "software")
        elif text and reference.type == "paper-conference":
            # The name of a meeting has capitals, also where Google Scholar has written it small.
            cased = in_title_case(text, language)
        else:
            continue
        if cased != text:
            changed[variable] = cased
    return replace(reference, texts={**reference.texts, **changed}) if changed else reference


#: Titles as they are written.
AS_WRITTEN: Final = Titles()
