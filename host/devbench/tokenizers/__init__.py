"""Text to token ids: settings out of a checkpoint's files, and the references that the device is compared with."""
