"""The system as a picture: one graph, four ways to draw it."""
