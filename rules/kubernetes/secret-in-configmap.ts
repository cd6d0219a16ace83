import { Field } from "../field";
import { readIni, readXml, readYaml } from "../formats";
import { kubernetes } from "../kinds";
import { each, failAt, undecided, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import { tiedToDatabase } from "../ties";
import { hasSqlWithPassword, hasUrlWithPassword, isLiteral, namesSecretValue, withoutComments } from "./literalSecret";

export const rule: Rule = {
    id: "secret-in-configmap",
    title: "No password, token or key lies in a ConfigMap of a database",
    controls: ["UM-3", "CM-2", "CM-3"],
    severity: "high",
    kinds: [kubernetes.configMap],
    why: "ConfigMaps are read by many who may not read Secrets: they are in logs, dumps, dashboards and in Git, and the API server does not encrypt them at rest as it can Secrets.",
    fix: "Move the value into a Secret and give it to the pod by secretKeyRef or as a file. In a configuration file write the variable that holds it. Change the password: it has been seen.",
    references: [
        {
            title: 'Kubernetes: ConfigMaps, "does not provide secrecy"',
            url: "https://kubernetes.io/docs/concepts/configuration/configmap/",
            version: "Kubernetes 1.34",
        },
    ],
    check: (subject, estate) =>
        tiedToDatabase(subject, estate)
            ? each(subject.read("data"), (value, key) => (value.isUnknown ? [undecided(value)] : judge(value, key)))
            : [],
};

function judge(value: Field, key: string): readonly Outcome[] {
    const { text } = value;
    if (text === undefined) {
        return [];
    }
    const say = (what: string, wanted: string): Outcome => failAt(value.path, `${value.name} ${what}: ${wanted}`);
    const bare = withoutComments(text);
    if (namesSecretValue(key) && !text.includes("\n")) {
        return isLiteral(text) ? [say("is set (hidden)", "move it into a Secret")] : [];
    }
    return [
        ...secretsInside(key, text).map((inner) =>
            say(`gives ${inner} a value (hidden)`, "write a variable there, and keep the value in a Secret"),
        ),
        ...(hasUrlWithPassword(bare)
            ? [
                  say(
                      "has a URL with a password in it (hidden)",
                      "leave the password out of the URL, and give it from a Secret",
                  ),
              ]
            : []),
        ...(hasSqlWithPassword(bare)
            ? [
                  say(
                      "has SQL that gives a password (hidden)",
                      "keep this SQL in a Secret, or create the user through the operator",
                  ),
              ]
            : []),
    ];
}

/** The keys of a configuration file, with their way down, that hold a literal secret. */
function secretsInside(file: string, text: string): readonly string[] {
    if (/\.sql$/i.test(file)) {
        return [];
    }
    return [...new Set(walk(new Field([], contentOf(text)), ""))];
}

/** Whatever it is called: XML, then YAML and JSON, then lines of `key = value`. */
function contentOf(text: string): unknown {
    if (/^\s*</.test(text)) {
        return readXml(text);
    }
    const yaml = readYaml(text);
    return typeof yaml === "object" && yaml !== null ? yaml : readIni(text);
}

function walk(field: Field, key: string): readonly string[] {
    const { text } = field;
    if (text !== undefined) {
        return namesSecretValue(key) && isLiteral(text) ? [wayTo(field)] : [];
    }
    return [
        ...field.items.flatMap((item) => walk(item, key)),
        // The text of an XML element that has attributes too.
        ...field.entries.flatMap(([inner, value]) => walk(value, inner === "#text" ? key : inner)),
    ];
}

/** The keys on the way down. Of a script's line (`export PGPASSWORD`) only the last word, since others may be secret too. */
function wayTo({ path }: Field): string {
    return path
        .filter((key) => key !== "#text")
        .map((key) => String(key).trim().split(/\s+/).at(-1))
        .join(".");
}
