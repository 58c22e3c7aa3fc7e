""".tflite files: their cards, what is in them, what they need, the runtimes of the host, and their export."""
