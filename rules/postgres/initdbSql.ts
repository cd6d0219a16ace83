import { Field } from "../field";
import { kubernetes } from "../kinds";
import type { Estate } from "../estate";
import { secretEntries } from "../secretData";
import type { Subject } from "../subject";

/** SQL that the operator runs when it makes a database. */
export interface InitdbSql {
    /** Where it stands in the Cluster: itself, or the reference to it. */
    readonly field: Field;
    /** Undefined where it is not in sight. */
    readonly text: string | undefined;
}

const inlineLists = ["postInitSQL", "postInitApplicationSQL", "postInitTemplateSQL", "import.postImportApplicationSQL"];
const referenceLists = ["postInitSQLRefs", "postInitApplicationSQLRefs", "postInitTemplateSQLRefs"];

/** The SQL that stands in the Cluster itself: a list or one string. */
export function inlineSql({ read }: Subject): readonly InitdbSql[] {
    const initdb = read("spec.bootstrap.initdb");
    return initdb.isUnknown
        ? [{ field: initdb, text: undefined }]
        : inlineLists
              .map((name) => initdb.at(name))
              .flatMap((list) => (list.isList ? list.items : [list]))
              .filter((field) => field.isUnknown || field.text !== undefined)
              .map((field) => ({ field, text: field.text }));
}

/** The SQL that the Cluster names, as far as its ConfigMaps and Secrets are in the estate. */
export function referencedSql(cluster: Subject, estate: Estate): readonly InitdbSql[] {
    const initdb = cluster.read("spec.bootstrap.initdb");
    if (initdb.isUnknown) {
        // Said once, by inlineSql.
        return [];
    }
    return referenceLists.flatMap((name) => [
        ...referenced(initdb.at(`${name}.configMapRefs`), (map, key) => configMapText(cluster, estate, map, key)),
        ...referenced(initdb.at(`${name}.secretRefs`), (secret, key) => secretText(cluster, estate, secret, key)),
    ]);
}

function referenced(
    references: Field,
    textOf: (name: string, key: string) => string | undefined,
): readonly InitdbSql[] {
    if (references.isUnknown) {
        return [{ field: references, text: undefined }];
    }
    return references.items.map((field) => {
        const name = field.child("name").text;
        const key = field.child("key").text;
        return { field, text: name === undefined || key === undefined ? undefined : textOf(name, key) };
    });
}

function configMapText(cluster: Subject, estate: Estate, name: string, key: string): string | undefined {
    return estate.find(kubernetes.configMap, cluster.namespace, name)?.read("data").child(key).text;
}

function secretText(cluster: Subject, estate: Estate, name: string, key: string): string | undefined {
    const secret = estate.find(kubernetes.secret, cluster.namespace, name);
    return secret === undefined ? undefined : secretEntries(secret).findLast((entry) => entry.key === key)?.text;
}

/** Without its comments; what stands in quotes stays. */
export function withoutComments(sql: string): string {
    return sql.replace(
        /('(?:[^']|'')*'|"(?:[^"]|"")*")|--[^\n]*|\/\*[\s\S]*?\*\//g,
        (_, quoted?: string) => quoted ?? " ",
    );
}
