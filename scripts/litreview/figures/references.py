"""References in figures: as citations in the text's own syntax, as links, and by name and year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from textwrap import shorten
from typing import Final

from markupsafe import Markup

from litreview.model.reference import Reference

_LONGEST_NAME: Final = 40
#: Keys that a citation in braces can hold.
_IN_BRACES: Final = re.compile(r"[^{}\n\[\]<>&`\\]+")
_REGISTRIES: Final = (
    (re.compile(r"NCT\d{8}"), "https://clinicaltrials.gov/study/{}"),
    (re.compile(r"ISRCTN\d{8}"), "https://www.isrctn.com/{}"),
    (re.compile(r"ACTRN\d{14}"), "https://www.anzctr.org.au/{}.aspx"),
)


def pandoc_citation(keys: Sequence[str]) -> Markup:
    """Keys as a citation that the page's own citations are numbered with."""
    citable = [key for key in keys if _IN_BRACES.fullmatch(key)]
    return Markup("[{}]").format(Markup("; ".join(f"@{{{key}}}" for key in citable))) if citable else Markup()  # noqa: S704 - the pattern lets no markup through


def short_name(reference: Reference) -> str:
    """A reference in two words: first author and year."""
    creators = reference.creators
    name = (
        creators.names[0].surname
        if creators
        else shorten(str(reference.title), _LONGEST_NAME, placeholder="…") or reference.key
    )
    others = " et al." if creators.others or len(creators.names) > 1 else ""
    year = f"[{reference.year}]" if reference.issued.inferred else str(reference.year or "")
    return f"{name}{others} {year}".rstrip()


def registry_address(registration: str) -> str:
    """The page of a registered trial in its registry, or nothing where the number's registry is not known."""
    return next((address.format(registration) for form, address in _REGISTRIES if form.fullmatch(registration)), "")
