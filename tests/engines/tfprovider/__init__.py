"""A small offline Terraform provider (plugin protocol 6) that serves recorded schemas.

Terraform is the judge of the generated HCL; this package is what lets it judge without a network or
an account. It knows schemas, defaults, replacement and a few value rules, and fakes computed
values. It knows nothing of quotas, permissions or what an API refuses.
"""
