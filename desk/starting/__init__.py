"""A newsroom of an agency's own, from a few answers: what they may say, what is written of them."""
