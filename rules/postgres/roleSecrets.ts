import { oncePerEstate, type Estate } from "../estate";
import type { Field } from "../field";
import { cnpg } from "../kinds";
import type { Subject } from "../subject";

/** The Secrets of one namespace from which CloudNativePG takes passwords. */
interface Named {
    /** By the Secret's name, the users who log in with it, as far as they are known. */
    readonly users: Map<string, Set<string>>;
    /** A Secret is named by something that is not known yet. */
    hasUnknown: boolean;
}

const named = oncePerEstate((estate): ReadonlyMap<string, Named> => {
    const namespaces = new Map<string, Named>();
    for (const subject of estate.of(cnpg.cluster, cnpg.databaseRole)) {
        const found: Named = namespaces.get(subject.namespace) ?? { users: new Map(), hasUnknown: false };
        namespaces.set(subject.namespace, found);
        for (const { secret, user } of loginsOf(subject)) {
            if (secret.isUnknown || secret.isVariable) {
                found.hasUnknown = true;
            } else if (secret.text !== undefined) {
                const users = found.users.get(secret.text) ?? new Set<string>();
                found.users.set(secret.text, user === undefined ? users : users.add(user));
            }
        }
    }
    return namespaces;
});

interface Login {
    readonly secret: Field;
    readonly user: string | undefined;
}

/** The roles of a Cluster or a DatabaseRole that take their password from a Secret. */
function loginsOf({ read }: Subject): readonly Login[] {
    const login = (role: Field): Login => ({
        secret: role.at("passwordSecret.name"),
        user: role.child("name").text,
    });
    const owner = (method: string): Login => ({
        secret: read(`spec.bootstrap.${method}.secret.name`),
        user: read(`spec.bootstrap.${method}.owner`).text,
    });
    return [
        login(read("spec")),
        ...read("spec.managed.roles").items.map(login),
        { secret: read("spec.superuserSecret.name"), user: "postgres" },
        ...["initdb", "recovery", "pg_basebackup"].map(owner),
    ];
}

/** The users who log in with the Secret, or whether that is known at all; undefined when no role names it. */
export function usersOfSecret(
    { namespace, name, read }: Subject,
    estate: Estate,
): { readonly users: readonly string[]; readonly isCertain: boolean } | undefined {
    const found = named(estate).get(namespace);
    const users = found?.users.get(name);
    if (users !== undefined) {
        return { users: [...users], isCertain: true };
    }
    // CloudNativePG asks for this type: other Secrets of the namespace are nobody's login.
    const couldBe = found?.hasUnknown === true && read("type").text === "kubernetes.io/basic-auth";
    return couldBe ? { users: [], isCertain: false } : undefined;
}
