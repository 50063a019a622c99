"""Rules over the model that yield diagnostics."""
