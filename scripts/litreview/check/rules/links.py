"""Addresses: such as a link can be made of, and encrypted ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from litreview.check.fields import bare, find_field
from litreview.check.registry import CheckContext, Finding, Mend, Rule
from litreview.model.diagnostics import Severity

#: Hosts that answer the same address over https: DOI Foundation, NLM.
_ENCRYPTED: Final = frozenset(
    {
        "doi.org",
        "dx.doi.org",
        "www.doi.org",
        "www.ncbi.nlm.nih.gov",
        "ncbi.nlm.nih.gov",
        "pubmed.ncbi.nlm.nih.gov",
        "pmc.ncbi.nlm.nih.gov",
    }
)
#: Hosts that no reader can reach: RFC 2606 and RFC 6761 reserve them.
_UNREACHABLE: Final = re.compile(
    r"\A(?:(?:.*\.)?(?:localhost|test|invalid|example|example\.(?:com|net|org))|127\..*|\[?::1\]?)"
)


def _form(context: CheckContext) -> Iterator[Finding]:
    for reference in context.library.references.values():
        field = find_field(reference, "url")
        address = bare(field.value) if field else ""
        problem = _dead(address) if address.lower().startswith(("http://", "https://")) else ""
        if field and problem:
            yield Finding(
                field.position,
                f"{problem} ({reference.key})",
                "give the whole address, as a browser shows it",
                (reference.key,),
            )


def _insecure(context: CheckContext) -> Iterator[Finding]:
    for reference in context.library.references.values():
        field = find_field(reference, "url")
        if field is None or not field.value.strip().lower().startswith("http://"):
            continue
        written = field.value.strip()
        certain = _host(written) in _ENCRYPTED and ":" not in written[len("http://") :].partition("/")[0]
        yield Finding(
            field.position,
            f"the address of {reference.key} is not encrypted: {written}",
            "write https; litreview check --fix does" if certain else "see whether the same address answers with https",
            (reference.key,),
            mend=Mend(field, f"https{written[len('http') :]}") if certain else None,
        )


def _dead(address: str) -> str:
    """Why no reader can follow the address, judged by its form alone."""
    host = _host(address)
    if re.search(r"\s", address):
        return f"the address “{address}” has blanks in it"
    if not host or ("." not in host and ":" not in host) or ".." in host or _UNREACHABLE.fullmatch(host):
        return f"no reader can reach “{address}”"
    if address.endswith((".", ",", ";")):
        return f"the address “{address}” ends in a punctuation mark"
    return ""


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


RULES: Final = (
    Rule("link-form", Severity.WARNING, "an address is one that a reader can follow", _form, alone=True),
    Rule("insecure-link", Severity.INFO, "addresses begin with https", _insecure, alone=True),
)
