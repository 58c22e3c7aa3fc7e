"""The adb daemon's protocols: transport packets, streams, and the services that are no shell."""
