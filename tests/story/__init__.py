"""Whole stories: a project over the weeks, an incident, overlays, other people's Terraform."""
