import fc from "fast-check";
import type { PostgresAccess, PostgresClientArgs, PostgresUserArgs } from "./userArguments";

/** Users and clients as the argument interface allows them, for the property tests of this room. */
export const roleName = fc.stringMatching(/^[a-z_][a-z0-9_-]{0,20}$/);

export const access = fc.constantFrom<PostgresAccess>("read", "readWrite", "owner");

const podLabels = fc.dictionary(fc.constantFrom("app", "tier"), fc.constantFrom("api", "web"), {
    minKeys: 1,
    noNullPrototype: true,
});

export const cidr = fc.constantFrom("10.20.0.0/16", "192.168.1.7/32", "2001:db8::/48");

export const client: fc.Arbitrary<PostgresClientArgs> = fc.oneof(
    fc.record({ podLabels }, { noNullPrototype: true }),
    fc.record({ namespace: fc.constantFrom("orders", "shop", "web"), podLabels }, { noNullPrototype: true }),
    fc.record({ cidr }, { noNullPrototype: true }),
);

/** All users of a database name the same one. */
export function usersOf(database: string): fc.Arbitrary<PostgresUserArgs[]> {
    const user = fc.record(
        {
            name: roleName,
            database: fc.constant(database),
            access,
            from: fc.array(client, { minLength: 1, maxLength: 4 }),
        },
        { noNullPrototype: true },
    );
    return fc.uniqueArray(user, { minLength: 1, maxLength: 4, selector: ({ name }) => name });
}
