"""All of adb, and what devbench keeps on devices: below one folder that anybody may delete."""

HOME = "/data/local/tmp"
"""Where the shell user of every Android may write, and run what it wrote."""
ROOT = f"{HOME}/devbench"
