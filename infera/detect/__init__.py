"""`infera init --detect`: what a project already uses for its jobs, with the evidence."""
