"""The web server: check, store, 200; nothing else."""
