"""The name of ale-py's build backend."""
