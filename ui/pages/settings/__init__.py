"""Choices about the program and where its files lie."""
