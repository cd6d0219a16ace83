import assert from "node:assert/strict";
import { request } from "../../sandbox/api-client";
import { recordsAt, textsAt } from "../../sandbox/json";
import { callsBy, type Call } from "../../testing/auditLog";
import { makeNamespace, paths, settingUpPrimary } from "../../testing/cluster";
import { onAws } from "../../testing/postgresArguments";
import { createStack, endedWell } from "../../testing/stack";
import { stageForTests, until } from "../../testing/stageForTests";
import { clusterGrants, databaseGrants, ownGrants, reasons, verbsOf, type Grant } from "./operatorRoles";

/** Operator and database live apart, so that a right in one namespace cannot be taken for one in the other. */
const own = "operators";
const watched = "orders";
const account = `system:serviceaccount:${own}:postgres`;

const scopes = [
    { where: "the watched namespace", namespace: watched, grants: databaseGrants },
    { where: "the operator's own namespace", namespace: own, grants: ownGrants },
    { where: "the whole cluster", namespace: "", grants: clusterGrants },
] as const;

describe("what the operator may do, held against what it does", function () {
    this.timeout(120_000);
    const onStage = stageForTests();
    const { stage, access } = onStage;
    const calls = (): Call[] => callsBy(account, stage().auditLog);

    before("a database comes up with an operator in another namespace", async function () {
        this.timeout(120_000);
        const { network } = onAws().platform;
        await makeNamespace(access(), "shop");
        const stack = await createStack(stage(), {
            project: "rights",
            config: { "aws:region": "eu-central-1" },
            program: {
                resources: {
                    postgres: {
                        type: "hardened-db:PostgresOperator",
                        properties: {
                            namespace: { name: own, create: true },
                            watchNamespaces: [{ name: watched, create: true }],
                            network,
                        },
                    },
                    orders: {
                        type: "hardened-db:PostgresDatabase",
                        properties: {
                            ...onAws(),
                            namespace: { name: watched, create: false },
                            operator: { shared: "${postgres.reference}" },
                            awaitReady: false,
                            deletionProtection: false,
                        },
                    },
                },
            },
        });
        endedWell(await stack.up());
        await settingUpPrimary(onStage, watched, "orders");
    });

    for (const { where, namespace, grants } of scopes) {
        it(`every right in ${where} that is said to be used, is used`, async () => {
            const unused = (): string[] => {
                const seen = calls().filter((call) => call.namespace === namespace);
                return grants.flatMap(({ apiGroup, resource, used }) =>
                    used
                        .filter((verb) => !seen.some((call) => isSame(call, { apiGroup, resource, verb })))
                        .map((verb) => `${verb} ${resource}.${apiGroup}`),
                );
            };
            await until("the operator does all that it is said to do", () => unused().length === 0 || undefined, {
                seen: () => `not seen: ${unused().join(", ")}`,
            });
        });
    }

    it("nothing is refused", () => {
        assert.ok(calls().length > 30, "the operator asked for many things");
        assert.deepEqual(
            calls()
                .filter(({ code }) => code === 403)
                .map(shown),
            [],
        );
    });

    it("everything it does is covered by a grant for just that place, or is everybody's right [KSI-1, KSI-3]", () => {
        const covered = (call: Call): boolean =>
            scopes.some(
                ({ namespace, grants }) =>
                    (namespace === "" || namespace === call.namespace) &&
                    grants.some((grant) => verbsOf(grant).some((verb) => isSame(call, { ...grant, verb }))),
            );
        assert.deepEqual(
            calls()
                .filter((call) => !covered(call) && !isEverybodys(call))
                .map(shown),
            [],
        );
    });

    it("what is not used carries a reason, in words", () => {
        const kept = scopes.flatMap(({ grants }): readonly Grant[] => grants).flatMap(({ kept }) => Object.keys(kept));
        assert.ok(kept.length > 0);
        for (const reason of new Set(kept)) {
            assert.match(reasons[reason as keyof typeof reasons], /\w+ \w+/);
        }
        assert.deepEqual(
            Object.keys(reasons).filter((reason) => !kept.includes(reason)),
            [],
            "no reason is idle",
        );
    });

    it("the instances may read the Secrets that their backup store names, and no other [KSI-3]", async () => {
        const role = await request(
            access(),
            `${paths.group("rbac.authorization.k8s.io", watched, "roles")}/orders-barman-cloud`,
        );
        const rules = recordsAt(role, "rules").filter((rule) => textsAt(rule, "resources").includes("secrets"));
        assert.ok(rules.length > 0, JSON.stringify(role));
        for (const rule of rules) {
            assert.deepEqual(textsAt(rule, "resourceNames"), ["orders-no-secret"], JSON.stringify(rules));
        }
    });
});

function isSame(
    call: Call,
    { apiGroup, resource, verb }: { apiGroup: string; resource: string; verb: string },
): boolean {
    return call.apiGroup === apiGroup && call.resource === resource && call.verb === verb;
}

/** Whoever is logged in may ask about itself (the ClusterRole system:basic-user). */
function isEverybodys({ apiGroup, resource }: Call): boolean {
    return apiGroup === "authorization.k8s.io" && resource.startsWith("selfsubject");
}

function shown({ verb, apiGroup, resource, namespace, code }: Call): string {
    return `${verb} ${resource}.${apiGroup} in ${namespace === "" ? "the cluster" : namespace}: ${code}`;
}
