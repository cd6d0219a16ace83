import { kubernetes, percona } from "../kinds";
import { failWhen } from "../outcome";
import type { Rule } from "../rule";
import { all, not } from "../ternary";
import { hasContent } from "../text";

export const rule: Rule = {
    id: "mysql-encryption-at-rest",
    title: "MySQL encrypts its tables with a key from Vault",
    controls: ["SM-2", "SM-3"],
    severity: "medium",
    engine: "mysql",
    kinds: [percona.mysql],
    why: "Without a keyring MySQL cannot encrypt tables and logs: whoever gets at a volume, a snapshot or a disk that was thrown away reads the data.",
    fix: "Put the Vault address (https), token and mount point into a Secret and name it in spec.vaultSecretName; then create tables with encryption, or set default_table_encryption=ON.",
    references: [
        {
            title: "Percona Operator for MySQL: data at rest encryption",
            url: "https://docs.percona.com/percona-operator-for-mysql/pxc/encryption.html",
            version: "Percona Operator for MySQL (XtraDB Cluster) 1.19.0",
        },
    ],
    check: ({ read, namespace, name }, estate) => {
        const secretName = read("spec.vaultSecretName");
        // The operator looks for a Secret of this name when none is written.
        const found = estate.find(kubernetes.secret, namespace, `${name}-vault`) !== undefined;
        return failWhen(all(not(hasContent(secretName)), !found), secretName, {
            ...(secretName.isAbsent ? {} : { seen: "empty" }),
            wanted: "name the Secret that holds the access to Vault",
        });
    },
};
