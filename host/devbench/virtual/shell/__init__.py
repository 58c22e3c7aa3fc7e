"""The device's shell and its programs: a part of mksh and toybox, and a refusal for all the rest."""
