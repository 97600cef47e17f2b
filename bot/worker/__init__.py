"""The worker: claims what is due and does it, one transaction per message."""
