"""The rules of front matter, one small function a field; ``plugins.posts.schema`` lists the fields.

A rule takes the ``Head`` it stands in, its ``Field`` and the value as typed. It gives what
is meant and says in ``head.report`` what is wrong, with the line to write instead.
"""
