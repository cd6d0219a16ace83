import { oncePerEstate, type Estate } from "../estate";
import type { Field } from "../field";
import { altinity, cnpg, percona } from "../kinds";
import { containersOf, environmentOf } from "../pod";
import type { Subject } from "../subject";
import { any, type Ternary } from "../ternary";
import { hasContent, isFalse, isTrue, oneOf } from "../text";

/** A service account whose pods write backups to a cloud bucket without a key in a Secret. */
export interface KeylessAccount {
    readonly resource: Subject;
    readonly namespace: string;
    readonly name: string;
    /** Where the custom resource names the account, or would. */
    readonly field: Field;
    /** What the custom resource itself writes on the account that the operator makes for it. */
    readonly annotations: Field | undefined;
    /** Unknown where it cannot be told whether the backups use keys. */
    readonly isKeyless: Ternary;
}

/** By title of the custom resource, and by `namespace/name` of the account. */
export const keylessAccounts = oncePerEstate((estate) => {
    const byResource = new Map<string, readonly KeylessAccount[]>();
    const byAccount = new Map<string, KeylessAccount>();
    for (const resource of estate.of(cnpg.cluster, percona.mongodb, altinity.installation)) {
        const accounts = accountsOf(resource, estate).filter(({ isKeyless }) => isKeyless !== false);
        byResource.set(resource.title, accounts);
        for (const account of accounts) {
            const key = accountKey(account.namespace, account.name);
            if (!byAccount.has(key) || account.isKeyless === true) {
                byAccount.set(key, account);
            }
        }
    }
    return { byResource, byAccount };
});

export function accountKey(namespace: string, name: string): string {
    return `${namespace}/${name}`;
}

function accountsOf(resource: Subject, estate: Estate): readonly KeylessAccount[] {
    switch (resource.kind) {
        case cnpg.cluster:
            return ofPostgres(resource, estate);
        case percona.mongodb:
            return ofMongodb(resource);
        default:
            return ofClickhouse(resource);
    }
}

function ofPostgres(resource: Subject, estate: Estate): readonly KeylessAccount[] {
    const { read, namespace, name } = resource;
    const stores = [
        read("spec.backup.barmanObjectStore"),
        ...read("spec.plugins")
            .items.filter((plugin) => isFalse(plugin.child("enabled")) !== true)
            .flatMap((plugin) => plugin.at("parameters.barmanObjectName").text ?? [])
            .flatMap((store) => estate.find(cnpg.objectStore, namespace, store)?.read("spec.configuration") ?? []),
    ];
    const isKeyless = any(
        ...stores.flatMap((store) => [
            isTrue(store.at("s3Credentials.inheritFromIAMRole")),
            isTrue(store.at("googleCredentials.gkeEnvironment")),
            isTrue(store.at("azureCredentials.inheritFromAzureAD")),
            isTrue(store.at("azureCredentials.useDefaultAzureCredentials")),
        ]),
    );
    const field = read("spec.serviceAccountName");
    return [
        {
            resource,
            namespace,
            // The operator calls the account that it makes after the cluster.
            name: field.text ?? name,
            field,
            annotations: field.isAbsent ? read("spec.serviceAccountTemplate.metadata.annotations") : undefined,
            isKeyless,
        },
    ];
}

function ofMongodb(resource: Subject): readonly KeylessAccount[] {
    const { read, namespace } = resource;
    const storages = read("spec.backup.storages");
    const isKeyless =
        isFalse(read("spec.backup.enabled")) === true
            ? false
            : any(
                  storages.isUnknown ? "unknown" : false,
                  ...storages.entries.flatMap(([, storage]) =>
                      ["s3", "gcs"].map((cloud) => usesNoSecret(storage.child(cloud))),
                  ),
              );
    // pbm-agent, which writes the backups, runs beside each mongod.
    return read("spec.replsets").items.map((replset) => {
        const field = replset.child("serviceAccountName");
        return { resource, namespace, name: field.text ?? "default", field, annotations: undefined, isKeyless };
    });
}

function usesNoSecret(storage: Field): Ternary {
    if (storage.isUnknown || storage.isAbsent) {
        return storage.isUnknown ? "unknown" : false;
    }
    const secret = hasContent(storage.child("credentialsSecret"));
    return secret === "unknown" ? secret : !secret;
}

function ofClickhouse(resource: Subject): readonly KeylessAccount[] {
    const { read, namespace } = resource;
    return read("spec.templates.podTemplates").items.map((template) => {
        const field = template.at("spec.serviceAccountName");
        return {
            resource,
            namespace,
            name: field.text ?? "default",
            field,
            annotations: undefined,
            isKeyless: any(...containersOf(template.child("spec")).map(backsUpWithoutKeys)),
        };
    });
}

/** clickhouse-backup, told by its environment which cloud to write to, and given no key for it. */
function backsUpWithoutKeys(container: Field): Ternary {
    const storage = environmentOf(container, "REMOTE_STORAGE")?.child("value");
    const keys = ["S3_ACCESS_KEY", "GCS_CREDENTIALS_FILE", "GCS_CREDENTIALS_JSON", "AZBLOB_ACCOUNT_KEY", "AZBLOB_SAS"];
    if (storage === undefined || keys.some((key) => environmentOf(container, key) !== undefined)) {
        return false;
    }
    const cloud = oneOf(storage, ["s3", "gcs", "azblob"]);
    return cloud === true && hasContent(container.child("envFrom")) !== false ? "unknown" : cloud;
}
