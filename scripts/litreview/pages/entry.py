"""A reference as the lists show it: its links, its marks, and the way back to where it is cited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from litreview.model.reference import RESOLVERS, Reference
from litreview.model.text import Text
from litreview.pages.site import Site

_LABELS = {"DOI": "DOI", "PMCID": "PMC", "PMID": "PubMed", "arXiv": "arXiv"}
_SCHEMES = frozenset({"http", "https", "mailto"})


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its label."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier with the address that resolves it; an address that is not linked is empty."""

    kind: str
    value: str
    href: str


def may_link(url: str, hosts: Iterable[str]) -> bool:
    """Whether the address is http, https or mailto, and of the hosts that the review links to, where it names any."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").casefold()
    except ValueError:
        return False
    if parts.scheme.casefold() not in _SCHEMES:
        return False
    allowed = tuple(hosts)
    return not allowed or any(host == name or host.endswith(f".{name}") for name in allowed)


def identifier_links(known: Mapping[str, str]) -> tuple[Link, ...]:
    """Links by identifier, in the order DOI, PMC, PubMed, arXiv."""
    return tuple(
        Link(label, RESOLVERS[kind].format(value)) for kind, label in _LABELS.items() if (value := known.get(kind))
    )


def identifiers(site: Site, reference: Reference) -> tuple[Identifier, ...]:
    """All identifiers of a reference in full, so that a reader finds it by any of them."""
    hosts = site.library.review.link_hosts
    beyond = site.library.known_beyond(reference.key)
    free = beyond.open_access if beyond else ""
    text = (Identifier(site.texts("free"), free, free if may_link(free, hosts) else ""),) if free else ()
    return text + tuple(
        Identifier(
            kind,
            value,
            RESOLVERS[kind].format(value) if kind in RESOLVERS else value if may_link(value, hosts) else "",
        )
        for kind, value in _known_identifiers(site, reference).items()
    )


def _known_identifiers(site: Site, reference: Reference) -> Mapping[str, str]:
    """The identifiers of the entry, then those that services know beyond them."""
    beyond = site.library.known_beyond(reference.key)
    return {**reference.identifiers, **beyond.identifiers, **reference.identifiers} if beyond else reference.identifiers


def links(site: Site, reference: Reference) -> tuple[Link, ...]:
    """All outward links of a reference; its own address only where no identifier leads there."""
    found = identifier_links(_known_identifiers(site, reference))
    url = reference.identifiers.get("URL", "")
    if not found and url and may_link(url, site.library.review.link_hosts):
        return (Link(site.texts("link_web"), url),)
    return found


def address(site: Site, reference: Reference) -> str:
    """The best address to read a reference at, or nothing where the review does not link there."""
    return next((link.href for link in links(site, reference)), "")


def author_line(reference: Reference, most: int = 6) -> str:
    """The creators as one reads them, shortened after `most`, for descriptions and cards."""
    creators = reference.creators
    shown = [name.display for name in creators.names[:most]]
    more = creators.others or len(creators.names) > most
    return ", ".join(shown) + (" et al." if shown and more else "")


def container(reference: Reference) -> Text:
    """The journal, book or site that a reference is part of; else its publisher."""
    return reference.text("container-title") or reference.text("publisher")
