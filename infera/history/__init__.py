"""What was written before: another revision of the output, the job schemas of the last run, handlers still unwritten."""
