"""What the officer does: values in, values out; nothing here prints, asks or reads a terminal.

Each action is a module of two functions, in one shape (``proposal.py``):

``propose(…, on_progress) → Proposal``
    Looks, and changes nothing that readers have. The proposal has ``messages`` (findings,
    changes and what else must be known, in reading order), ``questions`` with their
    possible answers, and the ``plan`` to be carried out; without a plan the action ends
    there, with its ``code``.
``carry_out(proposal, answers, on_progress) → Outcome``
    Does it. ``answers`` are by the key of their question; what is not answered has its
    default, which is never a yes. An outcome that has ``then``, another proposal, goes on:
    what was answered made it necessary.

``on_progress`` is called with each message that cannot wait until the end
(``desk/messages.py``). Whatever cannot even be proposed raises ``RefusedError``, whose
words are the officer's. No lock is held while an answer is awaited; where nobody is
asked, ``at_once`` proposes and carries out under one lock. An action that has nothing to
carry out, like ``verify``, only proposes.

``desk/terminal`` has a module for each, ``X_command.py``, which shows it on a console.
"""
