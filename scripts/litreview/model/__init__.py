"""The model: plain frozen values that know no file, no template and no builder."""
