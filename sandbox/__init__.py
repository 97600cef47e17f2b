"""Stand-ins that speak the wire protocols of the vendors, for the demo and the tests."""
