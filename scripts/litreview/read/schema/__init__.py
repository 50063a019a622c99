"""The shape of the YAML files, as pydantic models; `files` has them all."""
