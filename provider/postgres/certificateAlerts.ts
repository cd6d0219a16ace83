import type * as pulumi from "@pulumi/pulumi";
import type { Alert } from "../kubernetes/monitoring";

/** A certificate whose end Pulumi knows. */
export interface CertificateEnding {
    /** For example `root certificate`. */
    what: string;
    /** Its end, as RFC 3339. */
    end: pulumi.Input<string>;
    /** Days before the end from which on somebody is told. */
    noticeDays: number;
    /** What to do. */
    renewal: string;
}

const day = 24 * 60 * 60;

/**
 * CloudNativePG has no metric of its certificates' ends (its 1.30.1 keeps them in the Cluster's status), so what is made by Pulumi is told
 * by the end that Pulumi knows.
 */
export function endingAlerts(database: string, certificates: readonly pulumi.Unwrap<CertificateEnding>[]): Alert[] {
    return certificates.map(({ what, end, noticeDays, renewal }) => ({
        name: "PostgresCertificateExpires",
        expression: `vector(${Math.floor(Date.parse(end) / 1000)}) - time() < ${noticeDays * day}`,
        lasting: "1h",
        severity: "critical",
        summary: `The ${what} of ${database} ends in {{ $value | humanizeDuration }}`,
        description: `After ${end} nobody who verifies it connects. ${renewal}`,
    }));
}

/**
 * Certificates of cert-manager, by its own metric. Where its metrics are scraped without honorLabels, which is its chart's default, the
 * label is called exported_namespace.
 */
export function certManagerAlerts(database: string, namespace: string, certificates: readonly string[]): Alert[] {
    const metric = (label: string): string =>
        `certmanager_certificate_expiration_timestamp_seconds{${label}="${namespace}", name=~"${certificates.join("|")}"}`;
    if (certificates.length === 0) {
        return [];
    }
    return [
        {
            name: "PostgresCertificateExpires",
            expression: `(${metric("exported_namespace")} or ${metric("namespace")}) - time() < ${7 * day}`,
            lasting: "1h",
            severity: "critical",
            summary: `Certificate {{ $labels.name }} of ${database} ends in {{ $value | humanizeDuration }}`,
            description: `cert-manager should have renewed it. See why not: kubectl -n ${namespace} describe certificate {{ $labels.name }}`,
        },
    ];
}
