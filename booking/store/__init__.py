"""Where the trade is kept: tables, transactions, tenancy and the durable queue."""
