import type { Known } from "../core/known";
import { at, type Problem } from "../core/problems";
import type { PostgresDatabaseArgs } from "./arguments";
import { mayBePooled } from "./hba";
import { pgBouncer, resourceProblems } from "./resourceProblems";
import type { PostgresUserArgs } from "./userArguments";

type Arguments = Pick<Known<PostgresDatabaseArgs>, "pooler" | "users" | "tls" | "platform">;

/** What is wrong with `pooler`, and with what it needs of the others, beyond their form. */
export function poolerProblems({ pooler, users, tls = {}, platform }: Arguments): Problem[] {
    if (pooler === undefined) {
        return [];
    }
    return [
        ...at("pooler.resources", resourceProblems(pooler.resources ?? {}, undefined, pgBouncer)),
        ...(users.some(mayBePooled)
            ? []
            : [
                  {
                      path: "pooler",
                      reason: "lets nobody in: each user is disabled, logs in with a certificate or through LDAP, and PgBouncer can hand on passwords only; take it out, or add a user with a password",
                  },
              ]),
        ...(tls.clientCertificates === "required"
            ? [
                  {
                      path: "pooler",
                      reason: 'does not go with tls.clientCertificates "required": PgBouncer cannot ask for a password and also check that the certificate names the same user; take one of the two out',
                  },
              ]
            : []),
        ...((platform.network.podCidrs ?? []).length === 0
            ? users.flatMap((user, index) => podsWithoutAddress(user, index))
            : []),
    ];
}

function podsWithoutAddress(user: Known<PostgresUserArgs>, index: number): Problem[] {
    const position = mayBePooled(user) ? user.from.findIndex(({ podLabels }) => podLabels !== undefined) : -1;
    return position === -1
        ? []
        : [
              {
                  path: "platform.network.podCidrs",
                  reason: `is required, since users[${index}].from[${position}] names pods that come through the pooler: PgBouncer must admit the addresses that pods have, for example ["10.0.0.0/16"]`,
              },
          ];
}
