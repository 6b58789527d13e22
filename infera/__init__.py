"""infera compiles one infera.yaml to Terraform and to running queue workers."""

__version__ = "0.1.0"
