"""The shape of quotes.yml."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from litreview.read.schema.base import Printed, Shape, Words

#: An id as it can stand in a citation.
QuoteId = Annotated[str, Field(pattern=r"^\w(?:[\w.-]*\w)?$")]


class QuoteShape(Shape):
    """Words of a reference, which readers see behind the sentence that cites them."""

    reference: Words = Field(description="The citation key of the reference.")
    words: Words = Field(description="The words as they stand there; `[…]` where some are left out. No Markdown.")
    locator: Printed = Field("", description="Where they stand, such as `p. 3`.")
    language: str = Field(
        "",
        pattern=r"^(?:[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)?$",
        description="Their language, as a BCP 47 tag such as `de`; else the reference's.",
    )


class QuotesShape(Shape):
    """The words behind the sentences of the review."""

    quotes: dict[QuoteId, QuoteShape] = Field(
        default_factory=dict, description="Quotes by their ids, which a citation names: `[@key, quote: id]`."
    )
