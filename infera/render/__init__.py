"""Text from templates: one escaper for each output language, and the layout of `terraform fmt`."""
