import assert from "node:assert/strict";
import type { Known } from "../core/known";
import { onAws } from "../../testing/postgresArguments";
import type { PostgresDatabaseArgs } from "./arguments";
import { poolerProblems } from "./poolerProblems";

const pooler = { image: `pgbouncer@sha256:${"a".repeat(64)}` };

function problems(args: Partial<PostgresDatabaseArgs>): string[] {
    const all = { ...onAws(), pooler, ...args } as Known<PostgresDatabaseArgs>;
    return poolerProblems(all).map(({ path, reason }) => `${path}: ${reason}`);
}

const [app] = onAws().users;
assert.ok(app);
const withoutPods = { ...onAws().platform, network: { apiServerCidrs: ["10.100.0.1/32"] } };

describe("A pooler's arguments", () => {
    it("are good as they are documented, and say nothing where there is no pooler", () => {
        assert.deepEqual(problems({}), []);
        const none = { ...onAws(), platform: withoutPods } as Known<PostgresDatabaseArgs>;
        assert.deepEqual(poolerProblems(none), []);
    });

    it("need somebody who may come through", () => {
        const users = [
            { ...app, disabled: true },
            { ...app, name: "mtls", clientCertificate: true },
            { ...app, name: "person", authentication: "ldap" as const },
        ];
        const [only, ...rest] = problems({ users });
        assert.match(only ?? "", /^pooler: lets nobody in: .*add a user with a password/);
        assert.deepEqual(rest, []);
        assert.deepEqual(problems({ users: [...users, { ...app, name: "other" }] }), []);
    });

    it("do not go with certificates for everybody, which PgBouncer cannot check besides a password [NM-4]", () => {
        const [only, ...rest] = problems({ tls: { clientCertificates: "required" } });
        assert.match(
            only ?? "",
            /^pooler: does not go with tls.clientCertificates "required": .*take one of the two out/,
        );
        assert.deepEqual(rest, []);
    });

    it("need the pods' addresses when a user comes from pods, of this namespace too [NM-2]", () => {
        const users = [
            { ...app, from: [{ cidr: "10.9.0.0/16" }, { podLabels: { app: "a" } }] },
            { ...app, name: "addresses", from: [{ cidr: "10.9.0.0/16" }] },
            { ...app, name: "gone", disabled: true, from: [{ podLabels: { app: "a" } }] },
        ];
        const [only, ...rest] = problems({ users, platform: withoutPods });
        assert.match(only ?? "", /^platform.network.podCidrs: is required, since users\[0\].from\[1\] names pods/);
        assert.deepEqual(rest, []);
    });

    it("give it the memory that it needs, and amounts that Kubernetes reads", () => {
        const of = (resources: object): string[] => problems({ pooler: { ...pooler, resources } });
        assert.deepEqual(of({ cpu: "100m", memory: "64Mi" }), []);
        assert.deepEqual(of({ memory: "32Mi" }), [
            'pooler.resources.memory: "32Mi" is too little for PgBouncer and its manager; write 64Mi or more',
        ]);
        assert.match(of({ cpu: "much" })[0] ?? "", /^pooler.resources.cpu: /);
    });
});
