import assert from "node:assert/strict";
import { onAws } from "../../testing/postgresArguments";
import { inputsOf, record } from "../aws/recording.test";
import type { PostgresDatabaseArgs } from "./arguments";
import { clientPolicies } from "./clientNetwork";
import { databasePods } from "./network";

const [app] = onAws().users;
assert.ok(app);
const pooler = { image: `pgbouncer@sha256:${"a".repeat(64)}` };
const users = [
    { ...app, from: [{ cidr: "10.9.0.0/16" }, { podLabels: { app: "reports" } }] },
    { ...app, name: "etl_job", from: [{ namespace: "orders", podLabels: { app: "etl" } }] },
    { ...app, name: "web", from: [{ namespace: "shop", podLabels: { app: "web" } }] },
    { ...app, name: "gone", disabled: true, from: [{ podLabels: { app: "gone" } }] },
];

async function made(args: Partial<PostgresDatabaseArgs>) {
    const { resources } = await record(() =>
        clientPolicies("orders", { ...onAws(), users, ...args }, (own = {}) => own),
    );
    return resources;
}

describe("Clients in the database's own namespace", () => {
    it("get a way out through the denial that is made with it: to DNS and to the database, each user's pods for themselves", async () => {
        const resources = await made({});
        assert.deepEqual(
            resources.map(({ name, inputs }) => [name, (inputs["metadata"] as { name: string }).name]).sort(),
            [
                ["orders-app-egress-1", "orders-app-egress-1"],
                ["orders-etl_job-egress-0", "orders-etl-job-egress-0"],
            ],
        );
        const { spec } = inputsOf(resources, "orders-app-egress-1") as {
            spec: { podSelector: object; policyTypes: string[]; egress: { to: object[]; ports: object[] }[] };
        };
        assert.deepEqual(spec.podSelector, { matchLabels: { app: "reports" } });
        assert.deepEqual(spec.policyTypes, ["Egress"], "who may reach them is not said");
        assert.equal(spec.egress.length, 2);
        assert.deepEqual(spec.egress[1], {
            to: [{ podSelector: databasePods("orders") }],
            ports: [{ protocol: "TCP", port: 5432 }],
        });
    });

    it("reach the pooler too, where there is one", async () => {
        const { spec } = inputsOf(await made({ pooler }), "orders-app-egress-1") as {
            spec: { egress: { to: object[] }[] };
        };
        assert.deepEqual(spec.egress[1]?.to[1], {
            podSelector: { matchLabels: { "cnpg.io/poolerName": "orders-pooler" } },
        });
    });

    it("are left alone in a namespace of somebody else's, where a first policy would take ways from them", async () => {
        assert.deepEqual(await made({ namespace: { name: "orders", create: false } }), []);
    });
});
