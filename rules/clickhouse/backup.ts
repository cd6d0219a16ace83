import { oncePerSubject, type Estate } from "../estate";
import { Field } from "../field";
import { altinity, kubernetes } from "../kinds";
import { failAt, undecided, undecidedAt, type Outcome } from "../outcome";
import type { Path } from "../path";
import { containersOf, podSpecOf } from "../pod";
import type { Subject } from "../subject";
import { all, type Ternary } from "../ternary";
import { hasVariable, includes, literalsOf } from "../text";
import { unknownValue } from "../value";
import { readConfigurationFile, type ConfigurationFile } from "./files";
import { configurationOf } from "./configuration";
import { environmentIn, type Environment } from "./environment";
import { withUnseen } from "./podTemplates";
import { unseenTemplates } from "./templates";

/** One run of clickhouse-backup: a container, or a configuration file whose container is not in sight. */
export interface Backup {
    /** Unknown where the image is a variable. */
    readonly isBackup: Ternary;
    /** Annotations of the object and of the pod. */
    readonly annotations: readonly Field[];
    /** What the variable of this name comes to; absent with the tool's own default. */
    read(name: string): BackupValue;
}

export interface BackupValue {
    readonly field: Field;
    /** Where a finding points. */
    readonly at: Field;
    /** `S3_SSE`, or `s3.sse in spec.configuration.files["backup.yaml"]`. */
    readonly name: string;
    /** Why the value is not known, where it may stand in something that is not in sight. */
    readonly hidden?: string;
}

/** Something that is not in sight and may give a variable: where it is named, and what to say of it. */
interface Hidden {
    readonly path: Path;
    readonly said: string;
}

/** The keys of the configuration file that stand for a variable (clickhouse-backup, pkg/config/config.go). */
const fileKeys: Readonly<Record<string, string>> = {
    REMOTE_STORAGE: "general.remote_storage",
    S3_SSE: "s3.sse",
    S3_SSE_KMS_KEY_ID: "s3.sse_kms_key_id",
    S3_ENDPOINT: "s3.endpoint",
    S3_DISABLE_SSL: "s3.disable_ssl",
    S3_DISABLE_CERT_VERIFICATION: "s3.disable_cert_verification",
    S3_ACCESS_KEY: "s3.access_key",
    S3_SECRET_KEY: "s3.secret_key",
    GCS_ENCRYPTION_KEY: "gcs.encryption_key",
    CLICKHOUSE_SKIP_VERIFY: "clickhouse.skip_verify",
    API_LISTEN: "api.listen",
    API_SECURE: "api.secure",
};

/** Those that no other tool reads. */
const ownVariables = ["REMOTE_STORAGE", "CLICKHOUSE_BACKUP_CONFIG", "S3_DISABLE_SSL", "CLICKHOUSE_SKIP_VERIFY"];

/** Judges every clickhouse-backup of an object; undecided where a template or a list of containers is not in sight. */
export function eachBackup(
    subject: Subject,
    estate: Estate,
    judge: (backup: Backup) => readonly Outcome[],
): readonly Outcome[] {
    const outcomes = backupsOf(subject, estate).flatMap(judge);
    // What is not in sight is said once, not for each variable that it may give.
    const own = outcomes.filter(
        ({ message }, index) => outcomes.findIndex((other) => other.message === message) === index,
    );
    const [unseen] = unseenTemplates(subject, estate);
    return withUnseen(
        [
            ...own.filter(({ message }) => message !== unseen?.message),
            ...unseenContainers(subject).map((field) => undecided(field)),
        ],
        subject,
        estate,
    );
}

/** The containers of clickhouse-backup in an installation, a template or a workload. */
const backupsOf = oncePerSubject((subject, estate): readonly Backup[] => {
    const files = isOfOperator(subject) ? configurationOf(subject, estate).backupFiles : [];
    const found = podTemplatesOf(subject).flatMap(({ spec, annotations }) =>
        containersOf(spec)
            .filter((container) => isBackupContainer(container) !== false)
            .map((container) => backupIn(container, spec, annotations, files, subject, estate)),
    );
    return found.length === 0 ? files.map((file) => backupOfFile(file, subject)) : found;
});

/** Lists that are not known, in which a container may stand. */
function unseenContainers(subject: Subject): readonly Field[] {
    const lists = isOfOperator(subject) ? [subject.read("spec.templates.podTemplates")] : [];
    const specs = podTemplatesOf(subject).map(({ spec }) => spec);
    return [...lists, ...specs.flatMap((spec) => [spec.child("containers"), spec.child("initContainers")])].filter(
        ({ isUnknown }) => isUnknown,
    );
}

function isOfOperator(subject: Subject): boolean {
    return subject.is(altinity.installation, altinity.template);
}

interface PodTemplate {
    readonly spec: Field;
    readonly annotations: readonly Field[];
}

function podTemplatesOf(subject: Subject): readonly PodTemplate[] {
    const own = subject.read("metadata.annotations");
    if (isOfOperator(subject)) {
        return subject.read("spec.templates.podTemplates").items.map((template) => ({
            spec: template.child("spec"),
            annotations: [own, template.child("metadata").child("annotations")],
        }));
    }
    const template = subject.kind === kubernetes.cronJob ? "spec.jobTemplate.spec.template" : "spec.template";
    return [{ spec: podSpecOf(subject), annotations: [own, subject.read(`${template}.metadata.annotations`)] }];
}

/** Where the image is a variable, whatever else speaks of the tool: most containers are none of it. */
function isBackupContainer(container: Field): Ternary {
    const isBackup = isBackupImage(container.child("image"));
    const words = ["command", "args"].flatMap((key) => container.child(key).items);
    const variables = container.child("env").items.map((entry) => entry.child("name").text ?? "");
    const isHinted =
        [container.child("name"), ...words].some(({ text }) => /clickhouse-backup/.test(text ?? "")) ||
        variables.some((name) => ownVariables.includes(name));
    return isBackup === "unknown" && !isHinted ? false : isBackup;
}

/** By the image's own name, the last part of its path: a variable before it does not matter. */
function isBackupImage(image: Field): Ternary {
    const { text } = image;
    if (text === undefined || !hasVariable(text)) {
        return includes(image, "clickhouse-backup");
    }
    const marked = literalsOf(text).join("\0");
    const name = (marked.split("/").at(-1) ?? "").replace(/[:@].*$/s, "");
    return marked.includes("clickhouse-backup") ? true : name.includes("\0") ? "unknown" : false;
}

function backupIn(
    container: Field,
    spec: Field,
    annotations: readonly Field[],
    own: readonly ConfigurationFile[],
    subject: Subject,
    estate: Estate,
): Backup {
    const environment = environmentIn(container, subject, estate);
    const mounted = own.length > 0 ? own : mountedFiles(container, spec, subject, estate);
    const hidden = [
        ...unseenTemplates(subject, estate).map(({ path, message }) => ({ path, said: message })),
        ...environment.unseen.map(({ path, name }) => ({
            path,
            said: `${name} may give more variables, and is not in sight`,
        })),
        ...(isConfiguredByFile(container, environment) && mounted.length === 0
            ? [{ path: container.path, said: `${container.name} is configured by a file that is not in sight` }]
            : []),
    ];
    return {
        isBackup: isBackupContainer(container),
        annotations,
        read: (name) => {
            const variable = environment.variables.findLast((each) => each.name === name);
            if (variable !== undefined) {
                return { field: variable.value, at: variable.entry, name };
            }
            const written = mounted.map((file) => valueInFile(file, name)).find(({ field }) => !field.isAbsent);
            return written ?? absentFrom(container.child("env"), name, hidden[0]);
        },
    };
}

function backupOfFile(file: ConfigurationFile, subject: Subject): Backup {
    return {
        isBackup: true,
        annotations: [subject.read("metadata.annotations")],
        read: (name) => valueInFile(file, name),
    };
}

function valueInFile({ file, content }: ConfigurationFile, name: string): BackupValue {
    const key = fileKeys[name] ?? name;
    return { field: content.at(key), at: file, name: `${key} in ${file.name}` };
}

function absentFrom(env: Field, name: string, hidden: Hidden | undefined): BackupValue {
    if (hidden === undefined) {
        return { field: new Field(env.path, undefined), at: new Field(env.path, undefined), name };
    }
    const field = new Field(hidden.path, unknownValue);
    return { field, at: field, name, hidden: hidden.said };
}

/** `--config`, its variable, or a mount over the place where the tool looks for its file. */
function isConfiguredByFile(container: Field, { variables }: Environment): boolean {
    const words = [...container.child("command").items, ...container.child("args").items].map(({ text }) => text ?? "");
    return (
        words.some((word) => /(^|\s)(--config|-c)(=|\s|$)/.test(word)) ||
        variables.some(({ name }) => name === "CLICKHOUSE_BACKUP_CONFIG") ||
        container.child("volumeMounts").items.some((mount) => isOverConfiguration(mount))
    );
}

function isOverConfiguration(mount: Field): boolean {
    return (mount.child("mountPath").text ?? "").startsWith("/etc/clickhouse-backup");
}

/** Configuration files in ConfigMaps that are in sight and mounted. */
function mountedFiles(container: Field, spec: Field, { namespace }: Subject, estate: Estate): ConfigurationFile[] {
    const mounts = container.child("volumeMounts").items.map((mount) => mount.child("name").text);
    return spec
        .child("volumes")
        .items.filter((volume) => mounts.includes(volume.child("name").text))
        .flatMap((volume) => {
            const name = volume.child("configMap").child("name").text ?? "";
            const data = estate.find(kubernetes.configMap, namespace, name)?.read("data");
            return (data?.entries ?? []).map(([key, text]) =>
                readConfigurationFile(key, new Field(volume.path, text.isUnknown ? unknownValue : text.value)),
            );
        })
        .filter(({ isBackup }) => isBackup);
}

/** A failure at the value of a backup, where its container is one. */
export function failBackupWhen(
    { isBackup }: Backup,
    truth: Ternary,
    value: BackupValue,
    wanted: string,
): readonly Outcome[] {
    const { field, at, name } = value;
    const path = at.isMapping && !at.child("value").isAbsent ? at.child("value").path : at.path;
    const isFailing = all(isBackup, truth);
    if (isFailing === true) {
        return [failAt(path, `${name} of clickhouse-backup is ${shownOf(field, name)}: ${wanted}`)];
    }
    return isFailing === "unknown" ? [undecidedAt(path, whyUndecided(value, isBackup))] : [];
}

function whyUndecided({ field, name, hidden }: BackupValue, isBackup: Ternary): string {
    if (isBackup === "unknown") {
        return `${name}: whether the container is clickhouse-backup is not known`;
    }
    if (hidden !== undefined) {
        return hidden;
    }
    if (field.isUnknown) {
        return `${name} of clickhouse-backup comes from what is not in sight`;
    }
    return field.text !== undefined && hasVariable(field.text)
        ? `${name} of clickhouse-backup holds a variable`
        : `${name} of clickhouse-backup cannot be judged: it depends on something that is not known`;
}

/** Under the variable's own name, so that keys and passwords stay hidden. */
function shownOf(field: Field, name: string): string {
    return new Field([name], field.isUnknown ? unknownValue : field.value, field.secret).shown;
}
