import ipaddr from "ipaddr.js";
import { isUnknown, type Unknown } from "./known";
import type { Problem } from "./problems";

export interface Cidr {
    family: "ipv4" | "ipv6";
    prefix: number;
}

/** Reads `10.0.0.0/16` or `2001:db8::/48`; undefined when it is none. */
export function parseCidr(text: string): Cidr | undefined {
    if (!/^[0-9a-fA-F.:]+\/(0|[1-9]\d{0,2})$/.test(text) || !ipaddr.isValidCIDR(text)) {
        return undefined;
    }
    const [address, prefix] = ipaddr.parseCIDR(text);
    // ipaddr.js reads 10.1/16 and octal parts (010.0.0.0 is 8.0.0.0) as inet_aton does; Kubernetes and PostgreSQL do not.
    if (address.kind() === "ipv4" && !/^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}\//.test(text)) {
        return undefined;
    }
    // ::ffff:10.0.0.0/104: IPv4 to some readers, IPv6 to others. No packet carries such an address.
    if (address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress()) {
        return undefined;
    }
    return { family: address.kind(), prefix };
}

/** True when the bits behind the prefix are zero, as Kubernetes and PostgreSQL want it. */
function networkOf(text: string): string {
    const [address, prefix] = ipaddr.parseCIDR(text);
    return address.kind() === "ipv4"
        ? `${ipaddr.IPv4.networkAddressFromCIDR(text).toString()}/${prefix}`
        : `${ipaddr.IPv6.networkAddressFromCIDR(text).toString()}/${prefix}`;
}

export function cidrProblems(path: string, value: string | Unknown): Problem[] {
    if (isUnknown(value)) {
        return [];
    }
    if (parseCidr(value) === undefined) {
        return [
            {
                path,
                reason: `"${value}" is not a CIDR; write an address and a prefix, for example 10.20.0.0/16, 10.20.3.4/32 or 2001:db8::/48`,
            },
        ];
    }
    const network = networkOf(value);
    return sameNetwork(value, network)
        ? []
        : [{ path, reason: `"${value}" has bits set behind its prefix; write ${network}` }];
}

function sameNetwork(a: string, b: string): boolean {
    return ipaddr.parseCIDR(a)[0].toNormalizedString() === ipaddr.parseCIDR(b)[0].toNormalizedString();
}

/** Wider than /8 (IPv4) or /32 (IPv6) is "everywhere" for any practical purpose (controls.yaml UM-2). */
export function isWide(cidr: Cidr): boolean {
    return cidr.prefix < (cidr.family === "ipv4" ? 8 : 32);
}
