"""Reports of the salon's money, as a table and as a picture."""
