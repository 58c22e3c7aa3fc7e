#!/bin/sh
# Unpacks Debian's build of a real adbd into build/adbd (or the folder named as the first argument), for
# test_conformance.py. Needs apt on amd64 or arm64, no root; nothing is installed.
set -eu

folder=${1:-$(cd "$(dirname "$0")/../.." && pwd)/build/adbd}
[ -x "$folder/usr/bin/adbd" ] || [ -x "$folder/usr/sbin/adbd" ] && exit 0

mkdir -p "$folder/apt/lists/partial" "$folder/apt/archives/partial" "$folder/apt/etc"
cd "$folder/apt"
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
# the mirror that this machine takes Debian from
mirror=$(apt-get indextargets --format '$(REPO_URI)' | grep '/debian/$' | head -n 1)
[ -n "$mirror" ] || { echo "this machine names no Debian mirror" >&2; exit 1; }
for suite in bookworm bookworm-backports; do
    echo "deb [signed-by=$keyring] $mirror $suite main"
done > etc/sources.list
set -- -q -o Dir::State="$PWD" -o Dir::State::status=/dev/null -o Dir::Cache="$PWD" \
    -o Dir::Etc::SourceList="$PWD/etc/sources.list" -o Dir::Etc::SourceParts=/dev/null -o APT::Sandbox::User=

apt-get "$@" update
apt-get "$@" -t bookworm-backports download adbd android-libbase android-libboringssl android-libcutils android-liblog \
    libbrotli1 liblz4-1 libprotobuf32 libsystemd0 libzstd1 libcap2 libgcrypt20 libgpg-error0 liblzma5
for package in *.deb; do
    dpkg -x "$package" "$folder"
done
cd .. && rm -rf apt
