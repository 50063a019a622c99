"""ProperDocs, which goes on where MkDocs 1 stops. Started by itself it runs our plugin, as MkDocs does."""

from __future__ import annotations

from pathlib import Path

import properdocs  # noqa: F401 - tells at once whether it is installed

from litreview.builders.on_disk import run_builder
from litreview.builders.outline import Outline
from litreview.builders.project import Project
from litreview.model.diagnostics import Diagnostic


class Adapter:
    """Lets ProperDocs draw a site."""

    def findings(self, project: Project) -> tuple[Diagnostic, ...]:  # noqa: ARG002 - it tells while it draws
        """See `Builder.findings`."""
        return ()

    def draw(self, outline: Outline, site: Path) -> None:
        """See `Builder.draw`."""
        run_builder("properdocs", outline, site, {})
