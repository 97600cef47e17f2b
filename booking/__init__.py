"""The trade itself: salons, slots and bookings; imports nothing of ours."""
