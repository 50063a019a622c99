"""The pages of the site as Markdown, rendered from Jinja templates."""
