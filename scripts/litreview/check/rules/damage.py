"""Values that some program has damaged on their way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from litreview.check.fields import place_of
from litreview.check.registry import CheckContext, Finding, Rule
from litreview.model.diagnostics import Severity
from litreview.model.reference import Reference

#: UTF-8 that was read as Latin-1 or Windows-1252: "Ã©" for "é", "â€™" for an apostrophe.
_MOJIBAKE: Final = re.compile(r"[ÃÂ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œ]|â€[\u0080-\u00bf™œ“”˜¦¢]")
_TAG: Final = re.compile(
    r"</?(?:a|b|br|div|em|font|i|italic|jats:\w+|p|span|strong|sub|sup|title)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_ENTITY: Final = re.compile(r"&(?:amp|lt|gt|quot|nbsp|#\d{1,7});")
_DOLLAR: Final = re.compile(r"(?<!\\)\$")
_ENDS_CUT: Final = re.compile(r"(?:\.\.\.|…)\Z")
#: What a reader sees of a reference, and the fields that give it.
_SHOWN: Final = {
    "title": ("title",),
    "container-title": ("journal", "journaltitle", "booktitle"),
    "publisher": ("publisher", "institution", "school", "organization"),
    "abstract": ("abstract",),
}


def _damaged(context: CheckContext) -> Iterator[Finding]:
    for reference in context.library.references.values():
        for variable, names in _SHOWN.items():
            damage = _damage(variable, str(reference.text(variable)))
            if not damage and reference.format == "bibtex" and variable != "abstract":
                damage = _unclosed(reference, names)
            if damage:
                yield Finding(
                    place_of(reference, *names),
                    f"the {names[-1] if variable == 'container-title' else names[0]} of {reference.key} {damage}",
                    "compare it with the work",
                    (reference.key,),
                )


def _damage(variable: str, text: str) -> str:
    if "\ufffd" in text:
        return "has lost a character, for which � stands"
    if found := _MOJIBAKE.search(text):
        return f"was read in a wrong encoding: “{found[0]}”"
    if found := _TAG.search(text) or _ENTITY.search(text):
        return f"holds HTML: {found[0]}"
    if variable == "container-title" and _ENDS_CUT.search(text):
        return "is cut short"
    return ""


def _unclosed(reference: Reference, names: tuple[str, ...]) -> str:
    """A formula that does not end; a single dollar before a digit is money."""
    for field in reference.fields:
        if field.name.lower() in names and len(_DOLLAR.findall(field.value)) % 2:
            return "" if re.search(r"(?<!\\)\$\s?\d", field.value) else "has a $ that nothing closes"
    return ""


RULES: Final = (
    Rule("damaged-text", Severity.WARNING, "no program has damaged what readers see", _damaged, alone=True),
)
