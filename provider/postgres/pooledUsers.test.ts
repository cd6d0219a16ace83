import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { valueOf } from "../aws/recording.test";
import { poolerAddressFilter, poolerPods } from "./pooledUsers";
import type { PostgresUserArgs } from "./userArguments";

function user(name: string, more: Partial<PostgresUserArgs> = {}): PostgresUserArgs {
    return { name, database: "orders", access: "read", from: [{ podLabels: { app: name } }], ...more };
}

async function filterOf(users: PostgresUserArgs[], podCidrs: pulumi.Input<string>[]): Promise<unknown> {
    return valueOf(pulumi.output(poolerAddressFilter(users, podCidrs)));
}

describe("Users of a pooler", () => {
    it("come to PostgreSQL from the pooler's pods, as CloudNativePG labels them [NM-2]", () => {
        assert.deepEqual(poolerPods("orders"), {
            name: "pooler",
            selector: { matchLabels: { "cnpg.io/poolerName": "orders-pooler" } },
        });
    });

    it("are admitted by PgBouncer from their own addresses, and nobody else is [NM-2]", async () => {
        const users = [
            user("app", { from: [{ cidr: "10.9.0.0/16" }, { cidr: "2001:db8::/48" }] }),
            user("etl", { database: "sales", from: [{ cidr: pulumi.output("10.8.0.0/24") }] }),
            user("gone", { disabled: true, from: [{ cidr: "10.7.0.0/24" }] }),
            user("signed", { clientCertificate: true, from: [{ cidr: "10.7.0.0/24" }] }),
            user("person", { authentication: "ldap", from: [{ cidr: "10.7.0.0/24" }] }),
        ];
        assert.deepEqual(await filterOf(users, ["10.0.0.0/16"]), [
            "hostssl orders app 10.9.0.0/16 scram-sha-256",
            "hostssl orders app 2001:db8::/48 scram-sha-256",
            "hostssl sales etl 10.8.0.0/24 scram-sha-256",
            "host all all all reject",
        ]);
    });

    it("come from the pods' network once for each user, wherever the pods are, since PgBouncer knows no pods", async () => {
        const pods = [
            { podLabels: { app: "a" } },
            { podLabels: { app: "b" } },
            { namespace: "shop", podLabels: { app: "c" } },
        ];
        assert.deepEqual(await filterOf([user("app", { from: pods })], ["10.0.0.0/16", "fd00::/56"]), [
            "hostssl orders app 10.0.0.0/16 scram-sha-256",
            "hostssl orders app fd00::/56 scram-sha-256",
            "host all all all reject",
        ]);
    });
});
