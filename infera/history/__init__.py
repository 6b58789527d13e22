"""What was written before: another revision, the job schemas of the last run, handlers still unwritten."""
