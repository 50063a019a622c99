"""`python -m litreview.cli` is the command `litreview`."""

from __future__ import annotations

from litreview.cli import run

run()
