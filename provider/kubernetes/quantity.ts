import type { Problem } from "../core/problems";

const units: Record<string, bigint> = {
    "": 1n,
    k: 10n ** 3n,
    M: 10n ** 6n,
    G: 10n ** 9n,
    T: 10n ** 12n,
    P: 10n ** 15n,
    E: 10n ** 18n,
    Ki: 2n ** 10n,
    Mi: 2n ** 20n,
    Gi: 2n ** 30n,
    Ti: 2n ** 40n,
    Pi: 2n ** 50n,
    Ei: 2n ** 60n,
};

/** Bytes of a Kubernetes quantity such as `50Gi`; undefined when it is none (fractions and exponents are left to Kubernetes). */
export function bytesOf(quantity: string): bigint | undefined {
    const match = /^(\d+)([kMGTPE]|[KMGTPE]i)?$/.exec(quantity);
    const unit = units[match?.[2] ?? ""];
    return match?.[1] === undefined || unit === undefined ? undefined : BigInt(match[1]) * unit;
}

/** A volume below 1 GiB cannot hold a PostgreSQL with its write-ahead log. */
export function sizeProblems(path: string, size: string): Problem[] {
    const bytes = bytesOf(size);
    if (bytes === undefined) {
        return [{ path, reason: `"${size}" is not a size; write a whole number and a unit, for example 50Gi` }];
    }
    return bytes < (units["Gi"] ?? 0n) ? [{ path, reason: `"${size}" is too small; write 1Gi or more` }] : [];
}
