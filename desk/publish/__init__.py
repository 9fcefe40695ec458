"""Let readers see a new release, or an earlier one again: whole, and never by accident.

The commands are ``desk.publish.command.publish`` and ``desk.publish.rollback.rollback``.
"""
