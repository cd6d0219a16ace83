import type { Known } from "../core/known";
import { labelProblems } from "../core/names";
import type { Problem } from "../core/problems";
import type { PostgresUserArgs } from "./userArguments";

type User = Known<PostgresUserArgs>;

/** What is wrong with how one user logs in: two ways that exclude each other, or a setting of a way that is not taken. */
export function loginProblems(user: User): Problem[] {
    const { authentication = "password", clientCertificate = false, passwordSecret, rotation, validUntil } = user;
    const way = clientCertificate
        ? "a certificate"
        : authentication === "ldap"
          ? "the directory's password"
          : undefined;
    return [
        ...(clientCertificate && authentication === "ldap"
            ? [{ path: "clientCertificate", reason: 'does not go with authentication: "ldap"; take one of them out' }]
            : []),
        ...Object.entries({ passwordSecret, rotation, validUntil }).flatMap(([argument, value]) =>
            value !== undefined && way !== undefined
                ? [
                      {
                          path: argument,
                          reason: `is about a password of the database's own, but this user logs in with ${way}; take it out`,
                      },
                  ]
                : [],
        ),
        ...(passwordSecret !== undefined && rotation !== undefined
            ? [
                  {
                      path: "rotation",
                      reason: "is for generated passwords; the Secret of passwordSecret is yours to change",
                  },
              ]
            : []),
        ...(passwordSecret === undefined ? [] : labelProblems("passwordSecret", "the Secret", passwordSecret, 253)),
        ...(rotation === "" ? [{ path: "rotation", reason: 'is empty; write any text, for example "2026-12"' }] : []),
        ...(validUntil !== undefined && Number.isNaN(Date.parse(validUntil))
            ? [
                  {
                      path: "validUntil",
                      reason: `"${validUntil}" is no moment that exists; write for example 2027-03-31T00:00:00Z`,
                  },
              ]
            : []),
        ...privilegeProblems(user),
    ];
}

function privilegeProblems({ privileged }: User): Problem[] {
    const rights = privileged?.rights ?? [];
    return rights.flatMap((right, index) =>
        rights.indexOf(right) < index
            ? [{ path: `privileged.rights[${index}]`, reason: `"${right}" is in the list already; write it once` }]
            : [],
    );
}

/** What is wrong between the users and the directory. */
export function directoryProblems(users: readonly User[], hasDirectory: boolean): Problem[] {
    const asked = users.flatMap(({ authentication }, index) => (authentication === "ldap" ? [index] : []));
    if (!hasDirectory) {
        return asked.map((index) => ({
            path: `users[${index}].authentication`,
            reason: '"ldap" needs a directory: write externalAuth: { ldap: { host, ca, userPrefix, userSuffix, cidrs } }',
        }));
    }
    return asked.length === 0
        ? [
              {
                  path: "externalAuth.ldap",
                  reason: 'is used by nobody; give a user authentication: "ldap", or take it out',
              },
          ]
        : [];
}
