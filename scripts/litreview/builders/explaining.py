"""The pages that are read, with the glossary's terms explained, and the glossary with the pages that use them."""

from __future__ import annotations

from collections.abc import Mapping

from litreview.builders.prepare import PreparedReview
from litreview.pages.environment import Templates
from litreview.pages.glossary import GLOSSARY_PATH, glossary_page
from litreview.pages.prose import prose_pages
from litreview.pages.site import Site
from litreview.pages.terms import Explainer


def explained_pages(
    review: PreparedReview, site: Site, templates: Templates, generated: Mapping[str, str], titles: Mapping[str, str]
) -> dict[str, str]:
    """The pages with the glossary's terms explained, the author's own in the place of generated ones."""
    explain = Explainer(site.library.glossary)
    found = {path: explain.page(source) for path, source in generated.items() if path != GLOSSARY_PATH}
    own = prose_pages(site, templates, review.pages, review.cited.pages, explain)
    found |= {page.path: (page.source, used) for page, used in own}
    uses: dict[str, list[tuple[str, str]]] = {}
    for path in dict.fromkeys((*(page.path for page in review.project.nav), *found)):  # as the navigation has them
        for term in found[path][1] if path in found else ():
            uses.setdefault(term, []).append((path, titles.get(path, site.settings.name)))
    glossary = glossary_page(site, templates, uses)
    made = {} if glossary is None else {GLOSSARY_PATH: glossary.source}
    return made | {path: source for path, (source, _) in found.items()}
