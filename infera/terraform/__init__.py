"""The Terraform module and its roots: what every platform writes in the same way."""
