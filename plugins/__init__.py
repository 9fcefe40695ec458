"""What the build knows: one folder a capability, pure inside, hooked into Pelican at its edge."""
