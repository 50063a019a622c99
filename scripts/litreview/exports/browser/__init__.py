"""The data files of the reference browser, which the page of all references loads as a reader needs them."""
