"""`python -m litreview.cli` is the command `litreview`."""

from __future__ import annotations

from litreview.program import run

run()
