"""What is built for a release: its contents, and that it works where nothing else is."""
