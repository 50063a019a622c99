"""The shape of risk-of-bias.yml."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from litreview.model.appraisal import Tone
from litreview.read.schema.base import Shape, Words


class JudgementShape(Shape):
    """A judgement with what supports it."""

    level: Words = Field(description="The level, by its short name, such as low or some-concerns.")
    support: str = Field("", description="The text that supports it.")


def _judgement(value: object) -> object:
    return {"level": value} if isinstance(value, str) else value


Judgement = Annotated[JudgementShape, BeforeValidator(_judgement, json_schema_input_type=JudgementShape | str)]


class AssessmentShape(Shape):
    """The judgements of a study."""

    study: str = Field("", description="The study, by its id in studies.yml.")
    reference: str = Field("", description="The report that was judged, by its citation key.")
    label: str = Field("", description="What the row is called, such as the result judged.")
    judgements: dict[str, Judgement] = Field(default_factory=dict, description="Domains with their judgements.")
    overall: Judgement | None = Field(None, description="The overall judgement.")


class LevelShape(Shape):
    """A level of a custom tool."""

    name: Words = Field(description="As readers see it.")
    tone: Tone = Field(description="What it says of the risk; it gives the colour and the symbol.")


class AppraisalShape(Shape):
    """Assessments with one tool."""

    title: Words = Field(description="The heading.")
    tool: Literal[
        "rob2", "robins-i", "robins-i-v2", "robins-e", "quadas-2", "probast", "robis", "amstar-2", "jbi", "custom"
    ] = Field(description="The tool.")
    domains: dict[str, Words] = Field(
        default_factory=dict, description="Domains by a short name, where the tool has none of its own or others."
    )
    levels: dict[str, LevelShape] = Field(default_factory=dict, description="The levels of a custom tool.")
    assessments: list[AssessmentShape] = Field(default_factory=list, description="The assessments.")


class RiskOfBiasShape(Shape):
    """How each study was judged."""

    notice: str = Field("", description="Said with every figure of these data.")
    appraisals: dict[str, AppraisalShape] = Field(default_factory=dict, description="Sets of assessments by a name.")
