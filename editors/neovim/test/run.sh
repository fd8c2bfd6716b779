#!/usr/bin/env bash
# Opens policies in Neovim without a screen and compares its diagnostics with those of `policylint check`.
# Usage: run.sh [PROGRAM], by default the debug build. Bounded in time.
set -euo pipefail
cd "$(dirname "$0")/../../.."
program=$(realpath "${1:-target/debug/policylint}")
export POLICYLINT_TEST_PROGRAM=$program
timeout 120 nvim --headless --clean -n -i NONE \
  --cmd "set runtimepath^=editors/neovim" -S editors/neovim/test/compare.lua
