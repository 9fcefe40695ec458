"""What the officer does: values in, values out; nothing here prints or asks."""
