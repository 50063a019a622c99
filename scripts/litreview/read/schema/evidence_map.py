"""The shape of evidence-map.yml."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from litreview.read.schema.base import Flag, Shape, Texts, Words


class FactShape(Shape):
    """A statement about a row or column."""

    text: Words = Field(description="The statement.")
    references: Texts = Field(default_factory=list, description="The citation keys behind it.")


def _fact(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


#: A statement with its references, or its text alone where those of the row or column stand behind it.
Fact = Annotated[FactShape, BeforeValidator(_fact, json_schema_input_type=FactShape | str)]


class AxisItemShape(Shape):
    """A row or a column of the map."""

    name: Words = Field(description="Its heading.")
    group: str = Field("", description="What it belongs to.")
    stage: str = Field("", description="How far it has come, such as preclinical.")
    facts: list[Fact] = Field(default_factory=list, description="What is known about it.")
    counter_evidence: list[Fact] = Field(default_factory=list, description="What speaks against it.")
    evidence: Texts = Field(default_factory=list, description="Kinds of evidence, by their names under kinds.")
    references: Texts = Field(default_factory=list, description="The citation keys.")


class CellShape(Shape):
    """What is known where a row and a column meet; several cells may share one place."""

    row: Words = Field(description="The row, by its name under rows.")
    column: Words = Field(description="The column, by its name under columns.")
    outcome: Words = Field(description="What was found.")
    direction: Words = Field(description="Where it points, by its name under directions.")
    evidence: Words = Field(description="The kind of evidence, by its name under kinds.")
    inferred_link: Flag = Field(default=False, description="Whether tying the finding to this row is your reading.")
    certainty: Literal["high", "moderate", "low", "very-low"] | None = Field(
        None, description="How certain the finding is, as GRADE has it."
    )
    references: Texts = Field(default_factory=list, description="The citation keys.")


class TermShape(Shape):
    """A word of the map's vocabulary."""

    name: Words = Field(description="As readers see it.")
    description: str = Field("", description="What it means.")


class DirectionShape(TermShape):
    """Where a finding points."""

    sense: Literal["for", "against", "mixed", "neither", "open"] | None = Field(
        None,
        description="What it says: for, against, mixed, neither (no difference shown) or open; read from names such as "
        "supports and against, if not said.",
    )


class EvidenceMapShape(Shape):
    """Rows × columns, each cell with the references behind it."""

    title: Words = Field(description="The map's title.")
    description: str = Field("", description="How to read it.")
    rows_title: Words = Field(description="What the rows are.")
    columns_title: Words = Field(description="What the columns are.")
    directions: dict[str, DirectionShape] = Field(default_factory=dict, description="Directions by a short name.")
    kinds: dict[str, TermShape] = Field(default_factory=dict, description="Kinds of evidence by a short name.")
    rows: dict[str, AxisItemShape] = Field(default_factory=dict, description="Rows by a short name.")
    columns: dict[str, AxisItemShape] = Field(default_factory=dict, description="Columns by a short name.")
    cells: list[CellShape] = Field(default_factory=list, description="What stands in the map.")
