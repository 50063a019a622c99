"""What a text is about: its words without those of grammar, each in one form. For comparing texts, never for showing.

Words of grammar are common in texts, but rare among a few short titles, where how rare a word is would take them for
telling ones. So they are named here, those of the languages that most titles are in: two titles in German are not
alike because both say "und". Left out of the list are those that are also a thing's name, such as "car", "il", "als"
or "os".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from litreview.pages.words import words

#: Folded, as words are compared: English, German, French, Spanish, Italian and Portuguese.
GRAMMAR: Final = frozenset(
    """
    a about after all also am among an and any are as at be because been before being between both but by can
    cannot could did do does doing during each either for from had has have having he her here his how if in
    into is it its itself may me might more most much must my neither no nor not of off on only or other our
    ours out over own per shall she should since so some such than that the their them then there these they
    this those through to too toward towards under until up upon versus very via vs was we were what when where
    whether which while who whom whose why will with within without would you your

    auf aus bei beim das dem der des die durch ein eine einem einen einer eines fur im ist mit nach nicht oder
    sich sind uber und unter vom von vor werden wie wird zu zum zur zwischen

    au aux avec ces cette chez comme dans de du elle en entre est et la le les leur ou par pour qui sa sont sous
    sur un une vers

    al como con cual del el ella esta este las lo los para por que se segun sobre su sus una uno y

    alla alle che da dal dalla degli dei della delle di e gli nei nel nella piu tra

    ao aos com dos na nao nas o pela pelo sao uma
    """.split()
)
#: British spellings and what is written for them elsewhere: leukaemia, tumour, randomised, multicentre.
_BRITISH: Final = (
    (re.compile("[ao]e"), "e"),
    (re.compile("our$"), "or"),
    (re.compile("is(e|ed|ing|ation)$"), r"iz\1"),
    (re.compile("([bt])re$"), r"\1er"),
)
#: No plurals: "news" is not said of what is new.
_SINGULAR: Final = frozenset({"aids", "means", "news"})
#: Words as short as "gas" and "BMI" are left as they are.
_SHORT: Final = 3


def stems(text: str) -> Iterator[str]:
    """The telling words of a text, folded, in the singular and in one spelling."""
    return filter(None, map(_stem, words(text)))


@cache
def _stem(word: str) -> str:
    """A folded word as it is compared; nothing of one of grammar."""
    if word in GRAMMAR:
        return ""
    if len(word) <= _SHORT or word in _SINGULAR:
        return word
    if word.endswith("ies"):
        word = f"{word[:-3]}y"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for british, other in _BRITISH:
        word = british.sub(other, word)
    return word
