"""Measures the product against its targets; `docs/performance.md` says how to read it."""
