#!/bin/sh
# real_adbd.sh ADBD_FOLDER HOME PYTHON CALLS ADB FOLDER: the calls on a real adbd, in a network of its own, since an
# adbd listens on all addresses. Started by test_conformance.py through unshare.
set -eu
adbd_folder=$1 HOME=$2 python=$3 calls=$4 adb=$5 folder=$6
export HOME
"$python" - <<END # as `ip link set lo up` does, which not every machine has
import fcntl, socket, struct
SIOCSIFFLAGS, IFF_UP, IFF_RUNNING = 0x8914, 0x1, 0x40
fcntl.ioctl(socket.socket(type=socket.SOCK_DGRAM), SIOCSIFFLAGS, struct.pack("16sh", b"lo", IFF_UP | IFF_RUNNING))
END
libraries=$(find "$adbd_folder" -name '*.so*' -exec dirname {} \; | sort -u | paste -sd:)
LD_LIBRARY_PATH=$libraries ADBD_PORT=5555 "$adbd_folder/usr/lib/android-sdk/platform-tools/adbd" >"$HOME/adbd.log" 2>&1 &
adbd=$!
export ADB_LIBUSB=0 ADB_MDNS=0
unset ADB_LOCAL_TRANSPORT_MAX_PORT
trap '"$adb" -P 5037 kill-server >/dev/null 2>&1; kill $adbd' EXIT
until grep -q 'listening on tcp' "$HOME/adbd.log"; do kill -0 $adbd; done # a server looks for it once, at its start
"$adb" -P 5037 start-server >/dev/null 2>&1
timeout 20 "$adb" -P 5037 wait-for-device
"$python" "$calls" "$adb" 5037 emulator-5554 "$folder"
