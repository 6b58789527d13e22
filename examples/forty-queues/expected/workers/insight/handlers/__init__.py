"""One module for each job."""
