import { isUnknown, type Known } from "../core/known";
import { at, type Problem } from "../core/problems";
import type {
    EnvironmentVariableArgs,
    PodArgs,
    ProjectedVolumeArgs,
    TopologySpreadArgs,
} from "../kubernetes/arguments";
import { labelKeyProblems, labelSetProblems, labelValueProblems } from "../kubernetes/labelSyntax";
import { resourceProblems } from "./resourceProblems";

/** What is wrong with `pods` beyond its form; paths are relative to it. `sharedBuffers` is that parameter of PostgreSQL. */
export function podProblems(pods: Known<PodArgs>, sharedBuffers?: string): Problem[] {
    const { env = [], projectedVolumes = [], nodeSelector = {}, tolerations = [], topologyKey } = pods;
    const { topologySpread = [], resources = {} } = pods;
    return [
        ...env.flatMap((variable, index) => [
            ...at(`env[${index}]`, variableProblems(variable)),
            ...twice(`env[${index}].name`, variable.name, env.slice(0, index), ({ name }) => name),
        ]),
        ...projectedVolumes.flatMap((volume, index) =>
            at(`projectedVolumes[${index}]`, projectedProblems(volume, projectedVolumes.slice(0, index))),
        ),
        ...labelSetProblems("nodeSelector", nodeSelector),
        ...tolerations.flatMap(({ key, value = "" }, index) => [
            ...labelKeyProblems(`tolerations[${index}].key`, key),
            ...labelValueProblems(`tolerations[${index}].value`, key, value),
        ]),
        ...(topologyKey === undefined ? [] : labelKeyProblems("topologyKey", topologyKey)),
        ...topologySpread.flatMap((spread, index) => [
            ...labelKeyProblems(`topologySpread[${index}].topologyKey`, spread.topologyKey),
            // The API server refuses a pod with two of the same key and effect.
            ...twice(`topologySpread[${index}]`, spreadKey(spread), topologySpread.slice(0, index), spreadKey),
        ]),
        ...at("resources", resourceProblems(resources, sharedBuffers)),
    ];
}

/** Names that are not the user's, as upper-case beginnings, and whose they are. */
const reserved: [begins: RegExp, why: string][] = [
    // pkg/postgres/environment.go IsReservedEnvironmentVariable of CloudNativePG 1.30.1, which would stop there with an error in its log.
    [/^(PG|CNPG_|POD_NAME$|NAMESPACE$|CLUSTER_NAME$)/, "belongs to CloudNativePG"],
    // The container that writes backups gets the same environment.
    [/^AWS_/, "would change how and where backups log in; that is said in `platform`"],
    // With LDAPNOINIT or LDAPTLS_REQCERT a directory's certificate would no longer be verified.
    [/^LDAP/, "would change how a directory is verified; that is said in `externalAuth`"],
    [/^LD_/, "would load foreign code into PostgreSQL; take an image that holds it"],
];

function variableProblems({ name, value, secret }: Known<EnvironmentVariableArgs>): Problem[] {
    const upper = name.toUpperCase();
    const owner = reserved.find(([begins]) => begins.test(upper))?.[1];
    if (owner !== undefined) {
        return [{ path: "name", reason: `"${name}" ${owner}` }];
    }
    if ((value === undefined) === (secret === undefined)) {
        const given = value === undefined ? "none" : "both";
        return [{ path: "", reason: `needs exactly one of value and secret, not ${given}` }];
    }
    // The audit's rule postgres-inline-credentials judges by the same names.
    if (value !== undefined && /(PASSWORD|SECRET|TOKEN|ACCESS_KEY)$/.test(upper)) {
        return [
            {
                path: "value",
                reason: `would write a credential into the Cluster in the clear, by the name "${name}": put it into a Secret and name that in \`secret\``,
            },
        ];
    }
    return value !== undefined && !isUnknown(value) && value === ""
        ? [{ path: "value", reason: "is empty, which the operator takes for none: leave the variable out" }]
        : [];
}

/** Folder in the volume that is the component's own. */
const ownFolder = "ldap";

function projectedProblems(volume: ProjectedVolumeArgs, before: readonly ProjectedVolumeArgs[]): Problem[] {
    const { secretName, configMapName, items } = volume;
    const taken = before.flatMap((other) => Object.values(other.items ?? {}));
    return [
        ...((secretName === undefined) === (configMapName === undefined)
            ? [
                  {
                      path: "",
                      reason: `needs exactly one of secretName and configMapName, not ${secretName === undefined ? "none" : "both"}`,
                  },
              ]
            : []),
        ...(items !== undefined && Object.keys(items).length === 0
            ? [{ path: "items", reason: "is empty: name entries, or take it out to have every entry" }]
            : []),
        ...Object.entries(items ?? {}).flatMap(([key, path], index, all) => [
            ...pathProblems(key, path),
            ...twice("items", path, [...taken, ...all.slice(0, index).map(([, other]) => other)], (other) => other),
        ]),
    ];
}

function pathProblems(key: string, path: string): Problem[] {
    const parts = path.split("/");
    if (parts.some((part) => part === "" || part === "." || part === "..")) {
        return [
            {
                path: "items",
                reason: `"${path}" for ${key} is not a path below /projected; write for example tls/ca.crt`,
            },
        ];
    }
    return parts[0] === ownFolder
        ? [
              {
                  path: "items",
                  reason: `"${path}" lies in the folder ${ownFolder}, which is kept for externalAuth; take another`,
              },
          ]
        : [];
}

function twice<T>(path: string, key: string, before: readonly T[], keyOf: (other: T) => string): Problem[] {
    return before.some((other) => keyOf(other) === key)
        ? [{ path, reason: `"${key}" is in the list already; write it once` }]
        : [];
}

function spreadKey({ topologyKey, required = true }: TopologySpreadArgs): string {
    return `${topologyKey}${required ? "" : " (not required)"}`;
}
