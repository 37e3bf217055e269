"""Which records mean one person, and which names mean one place or body: evidence, never a guess."""
