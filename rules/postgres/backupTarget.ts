import type { Field } from "../field";
import type { Subject } from "../subject";
import { all, any, not, type Ternary } from "../ternary";
import { isFalse, isPresent, isTrue } from "../text";

/** Whether a plugin that is switched on archives the WAL. */
export function hasArchiver({ read }: Subject): Ternary {
    const plugins = read("spec.plugins");
    return plugins.isUnknown ? "unknown" : any(...plugins.items.map(archives));
}

/** Whether the Cluster itself says where backups go: the store in the tree, or volume snapshots. */
export function hasStore({ read }: Subject): Ternary {
    return any(isPresent(read("spec.backup.barmanObjectStore")), isPresent(read("spec.backup.volumeSnapshot")));
}

function archives(plugin: Field): Ternary {
    return all(isTrue(plugin.child("isWALArchiver")), not(isFalse(plugin.child("enabled"))));
}
