"""Every text of the interface: English by default, each one replaceable from the site's configuration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

import yaml

#: Texts of the cards, the table of studies and figures, which the scripts get from the page.
OF_SCRIPTS = frozenset(
    {
        "card_evidence", "card_study", "figure_count", "figure_filter", "plot_question",
        "studies_count", "studies_none", "studies_open", "studies_take",
    }
)  # fmt: skip


@cache
def default_texts() -> Mapping[str, str]:
    """The English texts by name."""
    source = resources.files("litreview").joinpath("templates", "texts.yml").read_text(encoding="utf-8")
    return MappingProxyType({str(name): str(text) for name, text in yaml.safe_load(source).items()})


@dataclass(frozen=True, slots=True)
class Texts:
    """The interface's texts; calling it gives one with its `{placeholders}` filled."""

    table: Mapping[str, str]

    def __call__(self, name: str, /, **values: object) -> str:
        """The text called `name`.

        Raises:
            KeyError: no text has that name, or a placeholder has no value.
        """
        return self.table[name].format_map(values) if values else self.table[name]

    @classmethod
    def load(cls, own: Mapping[str, str] = MappingProxyType({})) -> Texts:
        """The default texts with the author's own in place of theirs."""
        return cls(MappingProxyType({**default_texts(), **own}))
