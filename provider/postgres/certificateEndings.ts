import type * as pulumi from "@pulumi/pulumi";
import { daysBetweenRuns, generatedLifetimes, noticeDays } from "../kubernetes/certificateLifetimes";
import type { CertificateEnding } from "./certificates";

/** CloudNativePG 1.30 issues for 90 days and renews by itself 7 days before the end (internal/configuration/configuration.go). */
export const operatorLifetime = { validityPeriodHours: 90 * 24, earlyRenewalHours: 7 * 24 };

/** When a certificate that is made here ends, and what to do before. */
export function endingOf(
    kind: keyof typeof generatedLifetimes,
    what: string,
    { end }: { end: pulumi.Output<string> },
): CertificateEnding {
    return {
        what,
        end,
        noticeDays: noticeDays(generatedLifetimes[kind]),
        renewal: `\`pulumi up\` renews it, and must run at least every ${daysBetweenRuns} days.`,
    };
}
