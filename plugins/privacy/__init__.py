"""Personal data in texts: where it stands, what to ask about it, and how it is masked."""

from __future__ import annotations

from plugins.privacy.guard import Finding, personal_data
from plugins.privacy.kinds import Kind

__all__ = ["Finding", "Kind", "personal_data"]
