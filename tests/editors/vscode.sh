#!/bin/bash
# A VS Code workbench on loopback with a fresh profile that asks nothing.
#   vscode.sh DIR PROFILE start FOLDER VSIX | stop        DIR is install.sh's; prints the address
# TRUST=asked opens folders untrusted, until somebody says that they trust them.
set -euo pipefail
trust=false trusting=(--disable-workspace-trust)
[ "${TRUST:-}" != asked ] || trust=true trusting=()
dir=$(realpath "$1") profile=$(realpath -m "$2")
code=("$dir/node/bin/node" "$dir/code-server/node_modules/code-server/out/node/entry.js" --config /dev/null --user-data-dir "$profile/data" --extensions-dir "$profile/extensions")
case $3 in
start)
  [ ! -e "$profile/pid" ] || kill -- "-$(cat "$profile/pid")" 2>/dev/null || true # what a driver that was cut off left
  rm -rf "$profile"
  mkdir -p "$profile/data/User"
  cat >"$profile/data/User/settings.json" <<J
{
  "chat.disableAIFeatures": true,
  "editor.hover.above": false,
  "editor.minimap.enabled": false,
  "editor.wordWrap": "on",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "files.autoSave": "off",
  "security.workspace.trust.enabled": $trust,
  "security.workspace.trust.startupPrompt": "never",
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "window.commandCenter": false,
  "workbench.colorTheme": "Default Light Modern",
  "workbench.layoutControl.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false
}
J
  "${code[@]}" --install-extension "$(realpath "$5")" >&2
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  setsid "${code[@]}" --auth none --bind-addr "127.0.0.1:$port" --disable-telemetry --disable-update-check ${trusting[@]} \
    --disable-getting-started-override "$(realpath "$4")" >"$profile/log" 2>&1 &
  echo $! >"$profile/pid"
  for _ in $(seq 150); do
    curl -sf -o /dev/null "http://127.0.0.1:$port/healthz" && echo "http://127.0.0.1:$port" && exit
    sleep 0.2
  done
  cat "$profile/log" >&2
  exit 1
  ;;
stop) kill -- "-$(cat "$profile/pid")" ;; # the group: workbench, extension host, server
esac
