"""The result document, where documents are kept, and what is made of several."""
