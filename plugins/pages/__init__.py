"""Which pages a newsroom has, and what each is handed."""
