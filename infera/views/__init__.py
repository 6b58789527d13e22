"""What the user sees: one report, several views."""
