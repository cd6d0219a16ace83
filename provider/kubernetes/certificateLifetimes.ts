/** How long a certificate lives, and how long before its end `up` makes it anew, in hours. */
export interface CertificateLifetime {
    validityPeriodHours: number;
    earlyRenewalHours: number;
}

const day = 24;

/** `up` must run at least this often, or a generated certificate may end before it is renewed. */
export const daysBetweenRuns = 30;

/** So many days before its end it would have been renewed, had `up` run as it must: from then on somebody is told. */
export function noticeDays({ earlyRenewalHours }: CertificateLifetime): number {
    return earlyRenewalHours / day - daysBetweenRuns - 1;
}

/**
 * Lifetimes of what is generated here. Each begins to be renewed early enough for two runs of `up`, and lives on for longer than
 * anything that it signs: a chain ends with its leaf.
 */
export const generatedLifetimes = {
    /** Clients keep it, so it lives for ten years; from the ninth on `up` renews it over the same key, and both verify. */
    root: { validityPeriodHours: 3650 * day, earlyRenewalHours: 365 * day },
    intermediate: { validityPeriodHours: 365 * day, earlyRenewalHours: 180 * day },
    leaf: { validityPeriodHours: 90 * day, earlyRenewalHours: 45 * day },
} as const satisfies Record<string, CertificateLifetime>;
