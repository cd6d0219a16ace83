import { cnpg } from "../kinds";
import { failWhen, set } from "../outcome";
import type { Rule } from "../rule";
import { isTrue } from "../text";

export const rule: Rule = {
    id: "postgres-superuser-access",
    title: "The postgres superuser cannot log in with a password",
    controls: ["UM-1"],
    severity: "high",
    engine: "postgres",
    kinds: [cnpg.cluster],
    why: "With superuser access on, the operator keeps a password of the postgres superuser in a Secret, and pg_hba admits it over the network. Whoever reads that Secret owns every database and can run programs in the pod.",
    fix: "Leave spec.enableSuperuserAccess out or write false. Give applications their own roles in spec.managed.roles; administrators use `kubectl cnpg psql`, which needs no password.",
    references: [
        {
            title: "CloudNativePG: bootstrap, superuser access",
            url: "https://cloudnative-pg.io/documentation/1.30/security/",
            version: "CloudNativePG 1.30.0",
        },
    ],
    check: ({ read }) => {
        const access = read("spec.enableSuperuserAccess");
        return failWhen(isTrue(access), access, {
            wanted: "write false, or leave it out",
            // Whoever names a Secret for it has somebody who logs in with it.
            ...(read("spec.superuserSecret").isAbsent ? { edits: [set(access, false)] } : {}),
        });
    },
};
