"""Which official documents texts cite, where, and which citations are one document."""

from __future__ import annotations

from plugins.documents.catalogue import Catalogue, Document, catalogue, labels_of
from plugins.documents.citations import Citation, find_documents
from plugins.documents.markup import place_documents, without_documents

__all__ = [
    "Catalogue",
    "Citation",
    "Document",
    "catalogue",
    "find_documents",
    "labels_of",
    "place_documents",
    "without_documents",
]
