"""The data files of the reference browser, which the page of all references loads as a reader needs them."""

from litreview.exports.browser.files import browser_files

__all__ = ["browser_files"]
