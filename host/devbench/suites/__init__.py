"""Tables of many: models across, tasks down, measured once and kept."""
