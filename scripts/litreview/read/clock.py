"""Today's date, or that of `SOURCE_DATE_EPOCH`, by which a build can be made again (reproducible-builds.org)."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from litreview.model.dates import Date


def today() -> Date:
    """The day, by universal time."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch.isascii() and epoch.isdecimal() else datetime.now(UTC)
    return Date((now.year, now.month, now.day))
