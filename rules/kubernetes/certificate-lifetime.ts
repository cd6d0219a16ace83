import { kubernetes } from "../kinds";
import { fail, undecided } from "../outcome";
import type { Rule } from "../rule";
import { hasVariable } from "../text";
import { tiedToDatabase } from "../ties";
import { hoursIn } from "./duration";
import { isSecretNamedByDatabase } from "./namedObjects";

export const rule: Rule = {
    id: "certificate-lifetime",
    title: "A database's certificate lasts no longer than 398 days",
    controls: ["NM-7"],
    severity: "low",
    kinds: [kubernetes.certificate],
    scope: "estate",
    why: "A stolen key is good for as long as its certificate: databases seldom check revocation. And what is renewed once in years is renewed by hand, late.",
    fix: "Leave spec.duration out (90 days) or write at most 9552h. cert-manager renews at two thirds of the time, and the databases take up the new certificate by themselves.",
    references: [
        {
            title: "cert-manager: Certificate, renewal",
            url: "https://cert-manager.io/docs/usage/certificate/",
            version: "November 2026",
        },
        {
            title: "CA/Browser Forum: baseline requirements, 398 days",
            url: "https://cabforum.org/working-groups/server/baseline-requirements/",
            version: "November 2026",
        },
    ],
    check: (subject, estate) => {
        if (!tiedToDatabase(subject, estate) && !isSecretNamedByDatabase(subject, "spec.secretName", estate)) {
            return [];
        }
        const duration = subject.read("spec.duration");
        if (duration.isAbsent) {
            return [];
        }
        if (duration.isUnknown || hasVariable(duration.text ?? "")) {
            return [undecided(duration)];
        }
        const hours = hoursIn(duration.text ?? "");
        if (hours === undefined) {
            return [
                undecided(
                    duration,
                    `${duration.name} is ${duration.shown}, which is no duration of hours, minutes and seconds`,
                ),
            ];
        }
        return hours > 398 * 24 ? [fail(duration, { wanted: "write at most 9552h (398 days), or leave it out" })] : [];
    },
};
