import { cidrProblems, isWide, parseCidr } from "../core/address";
import { isUnknown, type Known } from "../core/known";
import { labelProblems } from "../core/names";
import type { Problem } from "../core/problems";
import type { NamespaceArgs, NetworkArgs } from "./arguments";

/** What is wrong with a namespace beyond its form. */
export function namespaceProblems(path: string, { name, create }: Known<NamespaceArgs>): Problem[] {
    const problems = labelProblems(`${path}.name`, "namespace", name);
    const reserved = create && /^(default|kube-.*)$/.test(name);
    return reserved
        ? [
              ...problems,
              {
                  path: `${path}.name`,
                  reason: `namespace "${name}" belongs to Kubernetes; give the database one of its own`,
              },
          ]
        : problems;
}

/** What is wrong with `network` beyond its form. */
export function networkProblems(path: string, network: Known<NetworkArgs>): Problem[] {
    const { apiServerCidrs, podCidrs = [], objectStoreCidrs = [] } = network;
    const lists = { apiServerCidrs, podCidrs, objectStoreCidrs };
    return Object.entries(lists).flatMap(([list, cidrs]) =>
        cidrs.flatMap((cidr, index) => {
            const place = `${path}.${list}[${index}]`;
            return [...cidrProblems(place, cidr), ...wideProblems(place, cidr)];
        }),
    );
}

function wideProblems(path: string, value: Known<NetworkArgs>["apiServerCidrs"][number]): Problem[] {
    const cidr = isUnknown(value) ? undefined : parseCidr(value);
    return cidr !== undefined && isWide(cidr)
        ? [
              {
                  path,
                  reason: `"${String(value)}" is wider than /8 (IPv4) or /32 (IPv6); write the addresses that are really used`,
              },
          ]
        : [];
}
