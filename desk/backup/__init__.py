"""All that is an agency's own, in one archive, and out of it again.

Work on the content, the settings, the agency's pictures in the theme, what commands kept, and the
folder of releases with its history: with these, and the software, a newsroom goes on anywhere.
"""
