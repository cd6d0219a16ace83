import type { Estate } from "../estate";
import { kubernetes } from "../kinds";
import { each, failAt, undecided, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import { secretEntries } from "../secretData";
import type { Subject } from "../subject";
import { tiedToDatabase } from "../ties";

export const rule: Rule = {
    id: "percona-sample-secret",
    title: "No password is one of the Percona operators' samples",
    controls: ["UM-1"],
    severity: "critical",
    kinds: [kubernetes.secret],
    why: "The sample Secrets of Percona's operators are public, and so are the administrator's passwords in them.",
    fix: "Leave the Secret out: the operator makes one with random passwords. On a running database change the values in the Secret; the operator changes the users.",
    references: [
        {
            title: "Percona Operator for MongoDB: deploy/secrets.yaml",
            url: "https://github.com/percona/percona-server-mongodb-operator/blob/v1.22.0/deploy/secrets.yaml",
            version: "1.22.0",
        },
        {
            title: "Percona Operator for MySQL: deploy/secrets.yaml",
            url: "https://github.com/percona/percona-xtradb-cluster-operator/blob/v1.19.0/deploy/secrets.yaml",
            version: "1.19.0",
        },
    ],
    check: (subject, estate) => [
        ...secretEntries(subject).flatMap(({ key, field, text }) =>
            samples.get(key)?.includes(text ?? "") === true
                ? [
                      failAt(
                          field.path,
                          `${field.name} is the public sample password of ${key}: leave the Secret to the operator, or give a random value`,
                      ),
                  ]
                : [],
        ),
        ...notKnown(subject, estate),
    ],
};

/** What the operators' own sample manifests write, by key; older releases and their documentation included. */
const samples: ReadonlyMap<string, readonly string[]> = new Map([
    ["MONGODB_BACKUP_PASSWORD", ["backup123456"]],
    ["MONGODB_DATABASE_ADMIN_PASSWORD", ["databaseAdmin123456"]],
    ["MONGODB_CLUSTER_ADMIN_PASSWORD", ["clusterAdmin123456"]],
    ["MONGODB_CLUSTER_MONITOR_PASSWORD", ["clusterMonitor123456"]],
    ["MONGODB_USER_ADMIN_PASSWORD", ["userAdmin123456"]],
    ["root", ["root_password"]],
    ["xtrabackup", ["backup_password"]],
    ["monitor", ["monitory"]],
    ["clustercheck", ["clustercheckpassword"]],
    ["proxyadmin", ["admin_password"]],
    ["pmmserver", ["supa|^|pazz", "admin"]],
    ["operator", ["operatoradmin"]],
    ["replication", ["repl_password"]],
]);

/** Values that are not known yet, of a database's Secret. */
function notKnown(subject: Subject, estate: Estate): readonly Outcome[] {
    return tiedToDatabase(subject, estate)
        ? ["data", "stringData"].flatMap((part) =>
              each(subject.read(part), (value, key) => (value.isUnknown && samples.has(key) ? [undecided(value)] : [])),
          )
        : [];
}
