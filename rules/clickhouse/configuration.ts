import { onceAlone, oncePerSubject, type Estate } from "../estate";
import type { Field } from "../field";
import { undecided, type Outcome } from "../outcome";
import type { Subject } from "../subject";
import { any, type Ternary } from "../ternary";
import { readConfigurationFile, type ConfigurationFile } from "./files";
import { isBelow, type Setting } from "./setting";
import { settingsIn } from "./settingsIn";
import { usedTemplates } from "./templates";

/** What is written at one place: the installation, a cluster, a shard, a replica. */
interface Scope {
    readonly settings: readonly Setting[];
    /** Parts that are not in sight: an output, a file from a Secret. */
    readonly unseen: readonly Field[];
    readonly backupFiles: readonly ConfigurationFile[];
}

/** What comes together in one kind of host, from the most general to the most specific. */
export interface Chain {
    /** Undefined when the installation writes no clusters, so that the operator makes one of one host. */
    readonly cluster: Field | undefined;
    readonly scopes: readonly Scope[];
}

/** The configuration of ClickHouse or of Keeper as an installation, or a template, writes it. */
export interface Configuration {
    /** What the object itself writes, at all places. */
    readonly own: readonly Setting[];
    /** That, and what templates in sight add. */
    readonly settings: readonly Setting[];
    readonly chains: readonly Chain[];
    readonly unseen: readonly Field[];
    readonly backupFiles: readonly ConfigurationFile[];
}

export const configurationOf = oncePerSubject(read);

/** What the object itself writes: at its top, and in its clusters. */
const written = onceAlone((subject): { readonly root: Scope; readonly below: readonly Chain[] } => {
    const field = subject.read("spec.configuration");
    const clusters = field.child("clusters");
    const installation = installationScope(field);
    return {
        root: clusters.isUnknown ? { ...installation, unseen: [...installation.unseen, clusters] } : installation,
        below: clusters.items.flatMap(chainsOf),
    };
});

function read(subject: Subject, estate: Estate): Configuration {
    const { root, below } = written(subject);
    const templates = usedTemplates(subject, estate).map(({ template, at }) => {
        const scope = installationScope(template.read("spec.configuration"));
        return { ...scope, settings: scope.settings.map((setting) => asOfTemplate(setting, template, at)) };
    });
    const chains = (below.length === 0 ? [{ cluster: undefined, scopes: [] }] : below).map(({ cluster, scopes }) => ({
        cluster,
        scopes: [...templates, root, ...scopes],
    }));
    const own = [...new Set([root, ...below.flatMap(({ scopes }) => scopes)])];
    const everything = [...templates, ...own];
    return {
        own: own.flatMap(({ settings }) => settings),
        settings: everything.flatMap(({ settings }) => settings),
        chains,
        unseen: everything.flatMap(({ unseen }) => unseen),
        backupFiles: everything.flatMap(({ backupFiles }) => backupFiles),
    };
}

function asOfTemplate(setting: Setting, template: Subject, at: Field): Setting {
    return { ...setting, at, within: [setting.within, template.title].filter(Boolean).join(" of ") };
}

function installationScope(configuration: Field): Scope {
    const sections = ["users", "profiles", "quotas"].map((key) => [configuration.child(key), [key]] as const);
    return scopeOf(configuration, [[configuration.child("settings"), []], ...sections]);
}

function scopeOf(place: Field, sections?: readonly (readonly [Field, readonly string[]])[]): Scope {
    const written = sections ?? [[place.child("settings"), []] as const];
    const all = place.child("files");
    const files = all.entries.map(([name, file]) => readConfigurationFile(name, file));
    return {
        settings: [
            ...written.flatMap(([field, keys]) => (field.isUnknown ? [] : settingsIn(field, keys, { inFile: false }))),
            ...files.filter(({ isBackup }) => !isBackup).flatMap(settingsOfFile),
        ],
        unseen: [
            ...[...written.map(([field]) => field), all].filter(({ isUnknown }) => isUnknown),
            ...files.filter(({ isHidden }) => isHidden).map(({ file }) => file),
        ],
        backupFiles: files.filter(({ isBackup }) => isBackup),
    };
}

export function settingsOfFile({ file, content }: ConfigurationFile): readonly Setting[] {
    return content.isAbsent ? [] : settingsIn(content, [], { at: file, within: file.name, inFile: true });
}

/** A layout may write shards with replicas, or replicas with shards; each may have settings of its own. */
function chainsOf(cluster: Field): readonly Chain[] {
    const root = scopeOf(cluster);
    const layout = cluster.child("layout");
    const parts = [
        ...layout.child("shards").items.map((part) => [part, part.child("replicas")] as const),
        ...layout.child("replicas").items.map((part) => [part, part.child("shards")] as const),
    ];
    const below = parts.flatMap(([part, hosts]) => {
        const scope = scopeOf(part);
        const deeper = hosts.items.map((host) => [root, scope, scopeOf(host)]);
        return deeper.length === 0 ? [[root, scope]] : deeper;
    });
    return (below.length === 0 ? [[root]] : below).map((scopes) => ({ cluster, scopes }));
}

/** The settings with these keys that count: those of the most specific place that writes any. */
export function effectiveIn({ scopes }: Chain, prefix: string): readonly Setting[] {
    const found = scopes.map(({ settings }) => settings.filter((setting) => isBelow(setting, prefix)));
    return found.findLast((settings) => settings.length > 0) ?? [];
}

/** Whether something with these keys is configured: a value, even an empty one, that nothing takes out again. */
export function isConfigured(chain: Chain, prefix: string): Ternary {
    const found = effectiveIn(chain, prefix);
    if (found.length > 0) {
        return any(...found.map(stands));
    }
    return isPartlyHidden(chain) ? "unknown" : false;
}

export function isPartlyHidden({ scopes }: Chain): boolean {
    return scopes.some(({ unseen }) => unseen.length > 0);
}

/** Whether the setting is there: a variable counts as a value. */
export function stands({ removed, field }: Setting): Ternary {
    return removed === true ? false : field.isUnknown ? "unknown" : true;
}

/** Parts that are not in sight may hold what a rule looks for. */
export function undecidedParts({ unseen }: Pick<Configuration, "unseen">): readonly Outcome[] {
    return unseen.map((field) => undecided(field, `${field.name} is not in sight, or not all of it`));
}
