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

/** Thousandths of a CPU of a Kubernetes quantity such as `500m`, `2` or `0.5`; undefined when it is none. */
export function thousandthsOf(quantity: string): bigint | undefined {
    const [, whole, fraction, milli] = /^(?:(\d+)(?:\.(\d{1,3}))?|(\d+)m)$/.exec(quantity) ?? [];
    if (milli !== undefined) {
        return BigInt(milli);
    }
    return whole === undefined ? undefined : BigInt(whole) * 1000n + BigInt((fraction ?? "").padEnd(3, "0"));
}

/**
 * A quantity as Kubernetes writes it back, with the largest unit that leaves no fraction (k8s.io/apimachinery pkg/api/resource,
 * CanonicalizeBytes). An operator that reads an object and writes it back writes quantities so, and becomes the owner of what changed.
 */
export function canonicalQuantity(quantity: string): string {
    const bytes = bytesOf(quantity);
    if (bytes !== undefined && quantity.endsWith("i") && bytes >= 1024n) {
        return withUnit(bytes, 1024n, ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"]);
    }
    const thousandths = bytes === undefined ? thousandthsOf(quantity) : bytes * 1000n;
    return thousandths === undefined ? quantity : withUnit(thousandths, 1000n, ["m", "", "k", "M", "G", "T", "P", "E"]);
}

function withUnit(count: bigint, step: bigint, [unit = "", ...larger]: string[]): string {
    if (count === 0n) {
        return "0";
    }
    return larger.length > 0 && count % step === 0n ? withUnit(count / step, step, larger) : `${count}${unit}`;
}
