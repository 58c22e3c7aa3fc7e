"""A virtual device: the device side of adb, for where there is no Android."""
