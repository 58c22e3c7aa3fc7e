"""devbench: is this language model fast enough on this phone, and does it still answer rightly there?"""

__version__ = "0.1.0"
