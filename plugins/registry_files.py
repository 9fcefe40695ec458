"""The files of the registry, by their paths in the content folder."""

from __future__ import annotations

from typing import Final

UNITS: Final = "registry/units.toml"
DEPARTMENTS: Final = "registry/departments.toml"
AUTHORS: Final = "registry/authors.toml"
DOCUMENTS: Final = "registry/documents.toml"
ORGANS: Final = "registry/organs.toml"
REGISTRY_FILES: Final = (UNITS, DEPARTMENTS, AUTHORS, DOCUMENTS, ORGANS)
OPTIONAL: Final = frozenset({DOCUMENTS, ORGANS})
"""Those that a registry can do without."""
