"""What operators do: check, create, reconcile, export."""
