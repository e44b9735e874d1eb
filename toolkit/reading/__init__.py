"""Reads what people read: a message or a document of elsewhere as plain characters, each with its place."""
