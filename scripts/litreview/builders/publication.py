"""A build under MkDocs writes beside the last site, and its result takes that site's place at the end."""

from __future__ import annotations

import logging
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from litreview.builders.project import own_folders
from litreview.builders.site_folder import RefusedError, SiteFolder

_log: Final = logging.getLogger("mkdocs.plugins.litreview")


class Publication:
    """The site's folder of one build, from its beginning to its end. A preview, which replaces no site, has none."""

    def __init__(self) -> None:
        #: Whether a site that litreview did not make may be replaced: a person says so, never a project's files.
        self.replace = False
        self._site: SiteFolder | None = None
        self._claim = ExitStack()

    @property
    def begun(self) -> bool:
        """Whether this build makes a site that is to stay."""
        return self._site is not None

    def begin(self, config: MkDocsConfig) -> None:
        """Build beside the last site, as the only process that does.

        Raises:
            PluginError: The site's folder is not ours to replace, or cannot be written.
        """
        try:
            site = site_folder(config)
            self._claim.enter_context(site.claimed(replace=self.replace, waiting=log_waiting))
        except RefusedError as error:
            raise PluginError(str(error)) from error
        except OSError as error:
            raise PluginError(f"the site cannot be built: {error}") from error
        self._site = site
        config.site_dir = str(site.building)

    def publish(self, config: MkDocsConfig) -> None:
        """Let the finished site take the place of the last one.

        Raises:
            PluginError: It cannot; the last site is left as it was.
        """
        if self._site is None:
            return
        try:
            self._site.swap_in()
        except RefusedError as error:
            raise PluginError(str(error)) from error
        except OSError as error:
            raise PluginError(f"the new site cannot take the place of {self._site.place}: {error.strerror}") from error
        config.site_dir = str(self._site.place)

    def end(self) -> None:
        """Let others build; what has not taken the site's place goes."""
        self._claim.close()


def site_folder(config: MkDocsConfig) -> SiteFolder:
    """The folder of a configuration's site.

    Raises:
        RefusedError: It is not inside the project, or not ours.
    """
    project = Path(config.config_file_path or "mkdocs.yml").parent
    return SiteFolder.of(Path(config.site_dir), project, own_folders(config))


def log_waiting(process: str) -> None:
    """Say that another process builds this site."""
    _log.warning("another build of this site goes on (process %s); this one waits for it", process or "unknown")
