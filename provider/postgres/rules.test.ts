import assert from "node:assert/strict";
import type { PostgresDatabaseArgs } from "./arguments";
import { clusterObject } from "./cluster";
import { hostBasedAuthentication } from "./hba";
import { onAws } from "../../testing/postgresArguments";
import { Estate } from "../../rules/estate";
import { judge } from "../../rules/judge";
import { Subject } from "../../rules/subject";
import { postgresRules } from "../../rules/postgres";

/** The Cluster that our own component makes, for clients in its namespace, in another one and at an address. */
function ownCluster(allowPlaintext: boolean, further: Partial<PostgresDatabaseArgs> = {}): Subject {
    const waiver = { reason: "legacy", owner: "data", expires: "2099-01-01" };
    const users = [
        {
            name: "app",
            database: "orders",
            access: "readWrite" as const,
            from: [
                { podLabels: { app: "orders-api" } },
                { namespace: "shop", podLabels: { app: "web" } },
                { cidr: "10.9.0.0/16" },
                { cidr: "fd00:9::/64" },
            ],
        },
    ];
    const tls = allowPlaintext ? { allowPlaintext: waiver } : {};
    const args = { ...onAws(), users, tls, ...further };
    const subject = Subject.ofManifest(
        clusterObject({
            name: "orders",
            args,
            hba: hostBasedAuthentication(
                { users, namespace: "orders", podCidrs: ["10.0.0.0/16"], tls },
                (cidr, line) => (typeof cidr === "string" ? line(cidr) : assert.fail("a plain address")),
            ),
            storageClass: "encrypted",
            certificates: { certificates: { serverCASecret: "orders-root" } },
            catalog: "orders",
            backup: {
                target: {
                    scheme: "s3",
                    bucket: "backups",
                    prefix: "orders",
                    encryption: "aws:kms",
                    key: "arn:key",
                    retention: "writer",
                    auth: { kind: "workloadIdentity", serviceAccountAnnotations: {}, role: "arn:role" },
                },
                store: "orders",
            },
            ...(args.restoreFrom && { source: { store: "orders.source", restoreFrom: args.restoreFrom } }),
        }),
    );
    return subject ?? assert.fail("a manifest");
}

// Those that need the other objects are held to the whole stack (examples/quickstart).
const alone = postgresRules.filter(({ scope }) => scope !== "estate");

function findings(subject: Subject): readonly string[] {
    return judge(alone, new Estate([subject], { complete: true }))
        .filter(({ outcomes, error }) => outcomes.length > 0 || error !== undefined)
        .map(
            ({ rule, outcomes, error }) => `${rule.id}: ${error ?? outcomes.map(({ message }) => message).join("; ")}`,
        );
}

describe("the Cluster of our own component", () => {
    it("passes every rule on a Cluster alone", () => {
        assert.deepEqual(findings(ownCluster(false)), []);
    });

    it("passes them too when it is restored, and with all that pods and volumes can be given [CM-4]", () => {
        const further: Partial<PostgresDatabaseArgs> = {
            restoreFrom: { namespace: "shop", name: "orders", targetTime: "2027-01-31T08:15:00Z" },
            storage: { size: "50Gi", wal: { size: "10Gi" }, claim: { selector: { disk: "orders" } } },
            pods: {
                env: [
                    { name: "TZ", value: "UTC" },
                    { name: "API_TOKEN", secret: { name: "api", key: "token" } },
                ],
                projectedVolumes: [{ secretName: "ca" }],
                resources: { cpu: "1", memory: "2Gi" },
            },
        };
        assert.deepEqual(findings(ownCluster(false, further)), []);
    });

    it("fails a rule when a credential stands in its environment, which podProblems refuses", () => {
        const pods = { env: [{ name: "API_TOKEN", value: "in the clear" }] };
        const failed = findings(ownCluster(false, { pods }));
        assert.equal(failed.length, 1, failed.join("\n"));
        assert.match(failed[0] ?? "", /^postgres-inline-credentials/);
    });

    it("fails the rule of each waiver that it carries, so that none is unused", () => {
        const waiver = { reason: "legacy", owner: "data", expires: "2099-01-01" };
        const further: [rule: RegExp, args: Partial<PostgresDatabaseArgs>][] = [
            [/^postgres-audit-log/, { audit: { disabled: waiver } }],
            [/^postgres-log-content/, { audit: { logStatements: waiver } }],
        ];
        for (const [rule, args] of further) {
            const failed = findings(ownCluster(false, args));
            assert.equal(failed.length, 1, failed.join("\n"));
            assert.match(failed[0] ?? "", rule);
        }
    });

    it("fails only the rule that its waiver names", () => {
        const failed = findings(ownCluster(true));
        assert.equal(failed.length, 1, failed.join("\n"));
        assert.match(failed[0] ?? "", /^postgres-plaintext-connections/);
    });
});
