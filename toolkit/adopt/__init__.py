"""Brings in a letter that was written elsewhere: from the words of a document to the text of a template."""
