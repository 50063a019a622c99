"""How good the site's pages are, measured: barriers, Lighthouse, bytes and requests of each kind of page."""
