"""Reading: the author's files become the model; every value keeps its place."""
