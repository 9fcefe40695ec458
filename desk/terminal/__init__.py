"""The actions on a console: what is asked, and what is shown."""
