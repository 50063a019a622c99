"""The long tail of LaTeX's signs: what programs write for letters and symbols that hardly any title holds.

The tables are pylatexenc's; they are put together when a file first holds such a command.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

_COMMAND: Final = re.compile(r"(?:\\ensuremath\{|\\cyrchar)?\\([A-Za-z]+)\}?")
#: What the tables print in place of a command that asks for another text.
_PLACEHOLDER: Final = re.compile(r"[<%]|\d")
#: Styles of letters that Unicode has characters for, by the command that sets them.
_ALPHABETS: Final = {
    "mathbb": "DOUBLE-STRUCK",
    "mathds": "DOUBLE-STRUCK",
    "mathcal": "SCRIPT",
    "mathscr": "SCRIPT",
    "mathfrak": "FRAKTUR",
}
#: Some letters of these styles are older than the block of the others, under names of their own.
_OLDER_STYLE: Final = {"FRAKTUR": "BLACK-LETTER"}
ALPHABETS: Final = frozenset(_ALPHABETS)
#: Journals by the commands that the Astrophysics Data System writes for them (AASTeX 6.3.1, section 2.15).
_JOURNALS: Final = {
    "aj": "The Astronomical Journal",
    "araa": "Annual Review of Astronomy and Astrophysics",
    "apj": "The Astrophysical Journal",
    "apjl": "The Astrophysical Journal Letters",
    "apjs": "The Astrophysical Journal Supplement Series",
    "ao": "Applied Optics",
    "apss": "Astrophysics and Space Science",
    "aap": "Astronomy & Astrophysics",
    "aapr": "The Astronomy and Astrophysics Review",
    "aaps": "Astronomy and Astrophysics Supplement Series",
    "azh": "Astronomicheskii Zhurnal",
    "baas": "Bulletin of the American Astronomical Society",
    "icarus": "Icarus",
    "jcap": "Journal of Cosmology and Astroparticle Physics",
    "jrasc": "Journal of the Royal Astronomical Society of Canada",
    "memras": "Memoirs of the Royal Astronomical Society",
    "mnras": "Monthly Notices of the Royal Astronomical Society",
    "na": "New Astronomy",
    "nar": "New Astronomy Reviews",
    "pra": "Physical Review A",
    "prb": "Physical Review B",
    "prc": "Physical Review C",
    "prd": "Physical Review D",
    "pre": "Physical Review E",
    "prl": "Physical Review Letters",
    "pasa": "Publications of the Astronomical Society of Australia",
    "pasp": "Publications of the Astronomical Society of the Pacific",
    "pasj": "Publications of the Astronomical Society of Japan",
    "qjras": "Quarterly Journal of the Royal Astronomical Society",
    "skytel": "Sky and Telescope",
    "solphys": "Solar Physics",
    "sovast": "Soviet Astronomy",
    "ssr": "Space Science Reviews",
    "nat": "Nature",
    "iaucirc": "IAU Circular",
    "aplett": "Astrophysical Letters",
    "apspr": "Astrophysics Space Physics Research",
    "bain": "Bulletin of the Astronomical Institutes of the Netherlands",
    "fcp": "Fundamentals of Cosmic Physics",
    "gca": "Geochimica et Cosmochimica Acta",
    "grl": "Geophysical Research Letters",
    "jcp": "Journal of Chemical Physics",
    "jgr": "Journal of Geophysical Research",
    "jqsrt": "Journal of Quantitative Spectroscopy and Radiative Transfer",
    "memsai": "Memorie della Società Astronomica Italiana",
    "nphysa": "Nuclear Physics A",
    "physrep": "Physics Reports",
    "physscr": "Physica Scripta",
    "planss": "Planetary and Space Science",
    "procspie": "Proceedings of SPIE",
}


@cache
def rare_symbols() -> Mapping[str, str]:
    """What each of some 2,000 commands without argument prints."""
    # Few files ever need the tables, and all would wait for them.
    from pylatexenc.latex2text import get_default_latex_context_db  # noqa: PLC0415 - as said above
    from pylatexenc.latexencode import get_builtin_conversion_rules  # noqa: PLC0415 - as said above

    found: dict[str, str] = dict(_JOURNALS)
    for spec in get_default_latex_context_db().iter_macro_specs():
        printed = spec.simplify_repl
        if isinstance(printed, str) and spec.macroname.isalpha() and printed and not _PLACEHOLDER.search(printed):
            found.setdefault(spec.macroname, printed)
    for name in ("defaults", "unicode-xml"):
        for rule in get_builtin_conversion_rules(name):
            for code, written in rule.rule.items():
                match = _COMMAND.fullmatch(written)
                if match and not chr(code).isascii():
                    found.setdefault(match[1], chr(code))
    return MappingProxyType(found)


def letter_of(alphabet: str, letter: str) -> str:
    """A letter in the style that a command sets; the letter itself where Unicode has none."""
    style = _ALPHABETS[alphabet]
    case = "CAPITAL" if letter.isupper() else "SMALL"
    for name in (
        f"{_OLDER_STYLE.get(style, style)} {case} {letter.upper()}",
        f"MATHEMATICAL {style} {case} {letter.upper()}",
    ):
        try:
            return unicodedata.lookup(name)
        except KeyError:
            continue
    return letter
