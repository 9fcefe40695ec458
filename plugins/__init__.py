"""What the build knows: one folder a capability, pure inside, hooked into Pelican by its ``__init__``."""
