"""The ways to a Java environment. A door opens sessions; a session moves one batch."""
