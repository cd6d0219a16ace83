import { isWide, parseCidr } from "../core/address";
import { isUnknown, type Known } from "../core/known";
import type { Problem } from "../core/problems";
import type { EgressArgs } from "../kubernetes/arguments";
import { placeProblems } from "../kubernetes/placeProblems";

/** What is wrong with `egress` beyond its form. */
export function egressProblems(egress: readonly Known<EgressArgs>[] = []): Problem[] {
    return egress.flatMap((each, index) => [
        ...placeProblems(`egress[${index}]`, each, "open every pod of the namespace; name the labels of the pods"),
        ...(each.cidr === undefined ? [] : wideProblems(`egress[${index}].cidr`, each.cidr)),
        ...portProblems(`egress[${index}].ports`, each.ports),
    ]);
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
