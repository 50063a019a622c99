"""Zensical, the successor of Material for MkDocs. It reads mkdocs.yml, runs our theme, and no plugin but its own."""

from __future__ import annotations

from pathlib import Path

import zensical  # noqa: F401 - tells at once whether it is installed

from litreview.builders.on_disk import run_builder
from litreview.builders.outline import Outline
from litreview.builders.project import Project
from litreview.model.diagnostics import Diagnostic


class Adapter:
    """Lets Zensical draw a site."""

    def findings(self, project: Project) -> tuple[Diagnostic, ...]:  # noqa: ARG002 - it tells while it draws
        """See `Builder.findings`."""
        return ()

    def draw(self, outline: Outline, site: Path) -> None:
        """See `Builder.draw`."""
        # Its look is Material's, which our styles and scripts are made for.
        run_builder("zensical", outline, site, {("theme", "variant"): "classic"})
