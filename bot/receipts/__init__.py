"""Receipts as documents, in Arabic and English side by side."""
