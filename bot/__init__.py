"""Everything that has words: conversations, channels, the web server and the worker."""
