"""What is known of a project from one build of a preview to the next, so that an edit costs what it touches."""

from __future__ import annotations

from dataclasses import dataclass, field

from litreview.pages.similar import Relations


@dataclass(slots=True)
class Memory:
    """Each part says for itself what of it still holds; a new one knows nothing, and gives the same site."""

    relations: Relations = field(default_factory=Relations)
