"""What the blocks of all figures can say."""

from __future__ import annotations

from pydantic import Field

from litreview.read.schema.base import Shape


class FigureOptions(Shape):
    """The options of every figure."""

    title: str = Field("", description="A sentence that says what the figure shows; the caption stands under it.")
