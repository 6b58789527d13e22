"""Google Cloud: what is compiled, and what is refused."""
