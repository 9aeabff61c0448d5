"""What is measured, one module a case; each has `comparisons`, a context manager that yields them."""
