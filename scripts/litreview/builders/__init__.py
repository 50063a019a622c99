"""The docs tree, and the builders that turn it into a site."""
