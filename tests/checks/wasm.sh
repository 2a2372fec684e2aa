#!/usr/bin/env bash
# Checks that the library compiles for a browser: no disk, no network, no clock, no command line.
#
# Debian's security archive has a Rust whose standard library comes as source:
#     apt-get install rustc-web cargo-web rust-web-src
# Any toolchain with the target wasm32-unknown-unknown does as well: CARGO=cargo RUSTC=rustc wasm.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
export RUSTC=${RUSTC:-/usr/bin/rustc} RUSTC_BOOTSTRAP=1
"${CARGO:-/usr/bin/cargo}" check --quiet --lib --no-default-features \
    --target wasm32-unknown-unknown -Zbuild-std=std,panic_abort --target-dir target/wasm
echo "the library compiles for wasm32-unknown-unknown"
