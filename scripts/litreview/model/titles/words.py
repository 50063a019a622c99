"""What is known of words: lists of names and of words that are none, and what a library shows of both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Final

from litreview.model.frozen import nothing

POSSESSIVE: Final = re.compile(r"[’']s?\Z")
#: Endings of words that are hardly ever names, and of the substances that medicine writes small.
_ENDINGS: Final = re.compile(
    r"(?:tions?|sions?|ments?|ness|(?:i|e)ties|ity|ings?|ally|ously|ively|able|ible|ous|ives?|isms?|ists?|ances?|"
    r"ences?|ships?|(?:olog|graph|metr|nom|path|trop)(?:y|ies|ic|ical|ics)|ical|tic|tics|ular|ual|ial|ized|ised|izes|"
    r"ises|izing|ated|ates|ating|ative|less|fully|ward|nib|mab|mabs|leucel|clax|parib|ciclib|lisib|statins?|cillin|"
    r"mycin|azole|vir|itis|osis|oses|emia|aemia|oma|omas|pathy|genic|genesis|lytic|cytes?|blasts?|kines?|ases?|"
    r"[bcdfglmnprst]ed|ics?|al|oid|iatry|ary|istry|ures?|ages?|ful|ably|ently|antly|ately|"
    r"fying|fied|fier|hood|wise|most|ening|ened|ency|encies|ancy|ancies|ants?|ents?|ors|ers)\Z"
)


@dataclass(frozen=True, slots=True)
class Words:
    """What a library shows of words: `names`, each by its small letters, and `ordinary` words."""

    names: Mapping[str, str] = field(default_factory=nothing)
    ordinary: frozenset[str] = frozenset()

    def is_ordinary(self, word: str) -> bool:
        """Whether a word is surely no name."""
        small = POSSESSIVE.sub("", word.lower())
        if self.spelled(word):
            return False
        return small in self.ordinary or is_hardly_a_name(small)

    def spelled(self, word: str) -> str:
        """The spelling of a name, or nothing where a word is none as far as is known."""
        small = POSSESSIVE.sub("", word.lower())
        return self.names.get(small, "") or _names().get(small, "")


def is_hardly_a_name(small: str) -> bool:
    """Whether a word, in small letters, is a common one, or ends as names hardly ever do."""
    return small in _common() or _ENDINGS.search(small) is not None


@cache
def _common() -> frozenset[str]:
    return frozenset(word for line in _lines("common_words.txt") for word in line.split())


@cache
def _listed() -> tuple[str, ...]:
    return tuple(name.strip() for line in _lines("proper_names.txt") for name in line.split(","))


@cache
def _names() -> Mapping[str, str]:
    """Names of one word by their small letters."""
    return {name.lower(): name for name in _listed() if " " not in name}


@cache
def names_of_several_words() -> re.Pattern[str]:
    """A pattern of names that are several words."""
    phrases = sorted((name for name in _listed() if " " in name), key=len, reverse=True)
    # All begin with a capital, which most words of a title do not.
    return re.compile(rf"\b(?=[A-Z])(?:{'|'.join(map(re.escape, phrases))}|{_BODY})\b")


#: Bodies by the words that their names are made of.
_BODY: Final = (
    r"(?:National|International|American|European|British|Royal|World|Federal|German|Italian|French|Japanese|Chinese|"
    r"Australian|Canadian|African|Asian|Nordic|Swedish|Danish|Dutch|Spanish)"
    r"(?: (?:(?:of|for|and|on|the) )*[A-Z]\w+){0,5}? "
    r"(?:Institutes?|Society|Association|Organi[sz]ation|Academy|College|Union|Bank|Network|Consortium|Committee|Agency|"
    r"Foundation|Council|Federation|Library of [A-Z]\w+|Laboratory|Survey of [A-Z]\w+|Registry)"
    r"(?: (?:of|for|on) (?:(?:and|the|of) |[A-Z]\w+ ?){1,4}(?<! ))?|"
    r"Universit(?:y|ies) of [A-Z]\w+|(?:Department|Ministry) of [A-Z]\w+"
)


def _lines(name: str) -> Iterator[str]:
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if not line.startswith("#"))
