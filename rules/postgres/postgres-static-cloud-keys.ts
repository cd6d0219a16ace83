import { isAws } from "../endpoint";
import { cnpg } from "../kinds";
import { failWhen } from "../outcome";
import type { Rule } from "../rule";
import { isPresent } from "../text";
import { ownStore } from "./objectStore";
import { barmanPlugin, source } from "./references";

export const rule: Rule = {
    id: "postgres-static-cloud-keys",
    title: "Backups reach the cloud without static keys",
    controls: ["CM-5", "KSI-4"],
    severity: "medium",
    engine: "postgres",
    kinds: [cnpg.cluster, cnpg.objectStore],
    why: "A key in a Secret is good for whoever copies it, from anywhere, until somebody thinks of rotating it. The identity of the pod lasts an hour and cannot be taken along.",
    fix: "Write s3Credentials.inheritFromIAMRole, googleCredentials.gkeEnvironment or azureCredentials.inheritFromAzureAD, and bind the service account to a role of the cloud.",
    references: [barmanPlugin, source("api/v1/cluster_types.go", "the Cluster")],
    check: (subject) => {
        const store = ownStore(subject);
        return staticKeys.flatMap(([key, identity]) => {
            const field = store.at(key);
            // What stands in a machine room seldom gives roles, and the key is then all there is.
            const instead =
                identity === "inheritFromIAMRole" && isAws(store.child("endpointURL")) === false
                    ? ", if the store can give roles; else rotate the key, and waive this"
                    : "";
            return failWhen(isPresent(field), field, {
                seen: "set",
                wanted: `write ${identity}: true in its place${instead}`,
            });
        });
    },
};

const staticKeys = [
    ["s3Credentials.accessKeyId", "inheritFromIAMRole"],
    ["s3Credentials.secretAccessKey", "inheritFromIAMRole"],
    ["googleCredentials.applicationCredentials", "gkeEnvironment"],
    ["azureCredentials.connectionString", "inheritFromAzureAD"],
    ["azureCredentials.storageKey", "inheritFromAzureAD"],
    ["azureCredentials.storageSasToken", "inheritFromAzureAD"],
] as const;
