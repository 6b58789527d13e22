"""What a run of infera costs, against a bare script that does the least one can."""
