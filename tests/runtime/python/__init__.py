"""Generated Python workers and clients on real engines."""
