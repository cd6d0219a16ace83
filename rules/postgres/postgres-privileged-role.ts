import type { Field } from "../field";
import { cnpg } from "../kinds";
import { each, failWhen, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import { all, not } from "../ternary";
import { is, isTrue, oneOf } from "../text";
import { manual, page } from "./references";

export const rule: Rule = {
    id: "postgres-privileged-role",
    title: "Managed roles can neither rule the server nor run programs",
    controls: ["UM-4"],
    severity: "high",
    engine: "postgres",
    kinds: [cnpg.cluster, cnpg.databaseRole],
    why: "A superuser owns the server and can run programs in the pod. createrole, replication and bypassrls, and the roles that read and write files or run programs, lead there or past all rights on data.",
    fix: "Leave these attributes out and give the role rights on its own database. Tools that replicate or back up take the certificate user of CloudNativePG.",
    references: [
        page("declarative_role_management", "role management"),
        manual("predefined-roles", "predefined roles"),
    ],
    check: (subject) =>
        subject.is(cnpg.cluster)
            ? each(subject.read("spec.managed.roles"), (role) => judged(role))
            : judged(subject.read("spec")),
};

const attributes = ["superuser", "replication", "bypassrls", "createrole"];
const serverRoles = ["pg_execute_server_program", "pg_read_server_files", "pg_write_server_files"];

function judged(role: Field): readonly Outcome[] {
    const exists = not(is(role.child("ensure"), "absent"));
    return [
        ...attributes.flatMap((name) => {
            const attribute = role.child(name);
            return failWhen(all(exists, isTrue(attribute)), attribute, { wanted: "write false, or leave it out" });
        }),
        ...each(role.child("inRoles"), (membership) =>
            failWhen(all(exists, oneOf(membership, serverRoles)), membership, {
                wanted: "take it away; its members reach the files or the shell of the server",
            }),
        ),
    ];
}
