"""The tables of the trade, and what the database itself refuses."""
