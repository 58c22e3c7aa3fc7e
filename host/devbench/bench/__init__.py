"""The measurement: a plan goes in, a session runs it on a device and on the host, a judged result comes out."""
