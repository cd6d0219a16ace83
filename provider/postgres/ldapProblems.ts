import { cidrProblems } from "../core/address";
import type { Known } from "../core/known";
import type { Problem } from "../core/problems";
import { rootProblems } from "../kubernetes/certificateText";
import type { PostgresLdapArgs } from "./userArguments";

/** What is wrong with `externalAuth.ldap` beyond its form. */
export function ldapProblems({ cidrs, ca, userPrefix, userSuffix }: Known<PostgresLdapArgs>): Problem[] {
    return [
        ...cidrs.flatMap((cidr, index) => cidrProblems(`cidrs[${index}]`, cidr)),
        ...rootProblems("ca", ca),
        ...Object.entries({ userPrefix, userSuffix }).flatMap(([argument, text]) =>
            // A line break would end the line of pg_hba, and begin another.
            /[\r\n\0]/.test(text) ? [{ path: argument, reason: "has a line break; write one line" }] : [],
        ),
        ...(userPrefix === "" && userSuffix === ""
            ? [
                  {
                      path: "userPrefix",
                      reason: 'makes no name of a directory entry together with userSuffix; write for example "uid=" and ",ou=people,dc=example,dc=org"',
                  },
              ]
            : []),
    ];
}
