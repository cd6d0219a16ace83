import type { Field } from "../field";
import { percona } from "../kinds";
import { each, failWhen, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import { is } from "../text";

export const rule: Rule = {
    id: "mysql-open-network",
    title: "Users can log in from known addresses only",
    controls: ["UM-2", "NM-2"],
    severity: "medium",
    engine: "mysql",
    kinds: [percona.mysql],
    why: "A user of host % can log in from wherever MySQL can be reached: a stolen password is enough.",
    fix: "Write the networks of the user's clients in hosts, such as 10.1.0.0/255.255.0.0. Behind a proxy, that is the network of the proxy's pods.",
    references: [
        {
            title: "Percona Operator for MySQL: custom resource options, users",
            url: "https://docs.percona.com/percona-operator-for-mysql/pxc/operator.html",
            version: "Percona Operator for MySQL (XtraDB Cluster) 1.19.0",
        },
    ],
    check: ({ read }) => each(read("spec.users"), (user) => openHosts(user.child("hosts"))),
};

function openHosts(hosts: Field): readonly Outcome[] {
    const wanted = "write the networks of the user's clients, such as 10.1.0.0/255.255.0.0";
    return hosts.isUnknown || hosts.items.length > 0
        ? each(hosts, (host) => failWhen(is(host, "%"), host, { wanted }))
        : failWhen(true, hosts, { ...(hosts.isAbsent ? {} : { seen: "empty" }), default: "%", wanted });
}
