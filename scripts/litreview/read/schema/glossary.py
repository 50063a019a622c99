"""The shape of glossary.yml."""

from __future__ import annotations

from pydantic import Field

from litreview.read.schema.base import Shape, Texts, Words


class TermShape(Shape):
    """An abbreviation that readers see explained wherever the text uses it."""

    expansion: Words = Field(description="What it stands for.")
    definition: str = Field("", description="What that means, in a sentence.")
    also: Texts = Field(default_factory=list, description="Other names of the same, which the search knows it by.")


class GlossaryShape(Shape):
    """The abbreviations of the review."""

    terms: dict[str, TermShape] = Field(default_factory=dict, description="Abbreviations, as the text writes them.")
