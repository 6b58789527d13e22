"""Files on disk: what is written, what is kept, what is in the way."""
