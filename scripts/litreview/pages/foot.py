"""What every page of a site ends with: what it is a copy of, whether it is kept up to date, and where it comes from."""

from __future__ import annotations

from litreview.figures.context import source_line
from litreview.figures.dates import in_words
from litreview.model.review import Review
from litreview.pages.addresses import page_url
from litreview.pages.environment import Templates
from litreview.pages.living import living_status
from litreview.pages.site import Site
from litreview.pages.texts import Texts
from litreview.pages.versions import VERSIONS_PATH


def page_foot(site: Site, templates: Templates) -> str:
    """The foot as Markdown, the same for all pages: its links are whole addresses."""
    review, frozen = site.library.review, site.settings.frozen
    all_versions = page_url(VERSIONS_PATH, directory_urls=site.settings.directory_urls)
    return templates.block.get_template("foot.md.j2").render(
        t=site.texts,
        frozen=frozen,
        all_versions=f"{frozen.home}{all_versions}" if frozen else "",
        living=living_status(review, site.texts),
        notice=review.notice,
        searched_to=in_words(review.searched_to, site.texts),
        source=source_line(review, site.texts),
    )


def edition(review: Review, texts: Texts) -> str:
    """Which version of the review a page is of, and its day: what stands on paper above its heading."""
    version = texts("figure_version", version=review.version) if review.version else ""
    return " ".join(part for part in (version, in_words(review.published, texts)) if part)
