import { cidrProblems, isWide, parseCidr } from "../core/address";
import { isUnknown, type Known } from "../core/known";
import { labelProblems } from "../core/names";
import type { Problem } from "../core/problems";
import type { EgressArgs } from "../kubernetes/arguments";

/** What is wrong with `egress` beyond its form. */
export function egressProblems(egress: readonly Known<EgressArgs>[] = []): Problem[] {
    return egress.flatMap((each, index) => [
        ...targetProblems(`egress[${index}]`, each),
        ...portProblems(`egress[${index}].ports`, each.ports),
    ]);
}

function targetProblems(path: string, { cidr, namespace, podLabels }: Known<EgressArgs>): Problem[] {
    if ((podLabels === undefined) === (cidr === undefined)) {
        return [
            { path, reason: `needs exactly one of podLabels and cidr, not ${cidr === undefined ? "neither" : "both"}` },
        ];
    }
    if (cidr !== undefined) {
        return [
            ...cidrProblems(`${path}.cidr`, cidr),
            ...wideProblems(`${path}.cidr`, cidr),
            ...(namespace === undefined
                ? []
                : [{ path: `${path}.namespace`, reason: "goes with podLabels; an address has no namespace" }]),
        ];
    }
    return [
        ...(Object.keys(podLabels ?? {}).length === 0
            ? [
                  {
                      path: `${path}.podLabels`,
                      reason: "is empty, which would open every pod of the namespace; name the labels of the pods",
                  },
              ]
            : []),
        ...(namespace === undefined ? [] : labelProblems(`${path}.namespace`, "namespace", namespace)),
    ];
}

function wideProblems(path: string, value: NonNullable<Known<EgressArgs>["cidr"]>): Problem[] {
    const cidr = isUnknown(value) ? undefined : parseCidr(value);
    return cidr !== undefined && isWide(cidr)
        ? [
              {
                  path,
                  reason: `"${String(value)}" is wider than /8 (IPv4) or /32 (IPv6): a database that is taken over could send its rows nearly anywhere; write the addresses that it needs`,
              },
          ]
        : [];
}

function portProblems(path: string, ports: readonly number[]): Problem[] {
    return ports.flatMap((port, index) =>
        ports.indexOf(port) < index ? [{ path: `${path}[${index}]`, reason: `${port} is in the list already` }] : [],
    );
}
