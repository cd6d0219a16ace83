#!/usr/bin/env bash
# What the workflows beside this file run; it runs on your machine as it does there. hardened-db must be built (make build).
#
#   check.sh audit FOLDER      manifests: all findings into hardened-db.sarif; fails on those that hardened-db-known.json does not have
#   check.sh baseline FOLDER   writes hardened-db-known.json: today's findings, to be committed
#   check.sh preview FOLDER    a Pulumi program: fails on what the policy pack forbids; hardened-db-pack.json configures the pack
#
# All three files lie in FOLDER. Waivers stand in .hardened-db-waivers.yaml there; for the pack, name that file in its configuration.
set -euo pipefail

tools=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
step=${1:-}
folder=${2:-}
if [ -z "$folder" ] || [ ! -d "$folder" ]; then
    echo "usage: check.sh audit|baseline|preview FOLDER" >&2
    exit 2
fi
cd "$folder"

case "$step" in
    audit)
        # The file for code scanning has everything, also what is known: an alert that is missing there counts as mended.
        "$tools/bin/hardened-db" audit . --format sarif=hardened-db.sarif --fail-on never
        known=()
        if [ -f hardened-db-known.json ]; then
            known=(--baseline hardened-db-known.json)
        fi
        "$tools/bin/hardened-db" audit . "${known[@]}"
        ;;
    baseline)
        "$tools/bin/hardened-db" audit . --format json=hardened-db-known.json --fail-on never
        ;;
    preview)
        configuration=()
        if [ -f hardened-db-pack.json ]; then
            configuration=(--policy-pack-config hardened-db-pack.json)
        fi
        pulumi preview --non-interactive --policy-pack "$tools/policy/dist" "${configuration[@]}"
        ;;
    *)
        echo "there is no step ${step}; write audit, baseline or preview" >&2
        exit 2
        ;;
esac
