"""The channels that customers and staff write on: what comes in and what goes out."""
