"""Read the output again as a stranger would, and believe nothing the build said of it.

The command is ``desk.verify.command.verify``; publishing uses ``audit`` and ``report``.
"""
