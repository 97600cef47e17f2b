"""Photos of services, staff and past work: where they lie, how they are kept."""
