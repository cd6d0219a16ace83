import { percona } from "../kinds";
import { each, failWhen } from "../outcome";
import type { Rule } from "../rule";
import { oneOf } from "../text";

/** Roles over every database, or over the cluster. */
const wideRoles = [
    "root",
    "__system",
    "dbAdminAnyDatabase",
    "userAdminAnyDatabase",
    "readWriteAnyDatabase",
    "clusterAdmin",
    "restore",
];

export const rule: Rule = {
    id: "mongodb-privileged-user",
    title: "Users have roles in their own databases only",
    controls: ["UM-4"],
    severity: "high",
    engine: "mongodb",
    kinds: [percona.mongodb],
    why: "With one of these roles, a stolen application password opens every database or makes new administrators.",
    fix: "Give each user readWrite or a role of spec.roles on its own database. Administrators use the operator's own users.",
    references: [
        {
            title: "MongoDB: built-in roles",
            url: "https://www.mongodb.com/docs/manual/reference/built-in-roles/",
            version: "MongoDB 8.0",
        },
    ],
    check: ({ read }) =>
        each(read("spec.users"), (user) =>
            each(user.child("roles"), (role) =>
                failWhen(oneOf(role.child("name"), wideRoles), role.child("name"), {
                    wanted: "give a role on the user's own database, such as readWrite",
                }),
            ),
        ),
};
