import assert from "node:assert/strict";
import { parseAllDocuments } from "yaml";
import { verified } from "../../build/bundles";
import { clusterGrants, databaseGrants, ownGrants, reasons, rulesOf, verbsOf, type Grant } from "./operatorRoles";
import { bundles } from "./pins";

interface Manifest {
    kind: string;
    metadata: { name: string };
    rules?: { apiGroups?: string[]; resources?: string[]; verbs: string[] }[];
}

/** The plugin's own ClusterRole, which its release does not ship in one file with the CRD. */
const pluginRole = {
    file: "config/rbac/role.yaml",
    module: "github.com/cloudnative-pg/plugin-barman-cloud@v0.15.0",
    sha256: "83f38cc312c8094479547717bde26c74babdf9bcc9ef2ed88b88f46042205a06",
};

/** `postgresql.cnpg.io/clusters patch`, one for each verb. */
function rights(rules: Manifest["rules"]): Set<string> {
    return new Set(
        (rules ?? []).flatMap(({ apiGroups = [], resources = [], verbs }) =>
            apiGroups.flatMap((group) =>
                resources.flatMap((resource) => verbs.map((verb) => `${group}/${resource} ${verb}`)),
            ),
        ),
    );
}

function rulesIn(content: string, name: string): Manifest["rules"] {
    const manifests = parseAllDocuments(content).map((document) => document.toJS() as Manifest | null);
    const role = manifests.find((each) => each?.kind === "ClusterRole" && each.metadata.name === name);
    return role?.rules ?? assert.fail(`there is a ClusterRole ${name}`);
}

function granted(grants: readonly Grant[]): Set<string> {
    return rights(rulesOf(grants));
}

function without(all: Set<string>, ...others: Set<string>[]): string[] {
    return [...all].filter((right) => !others.some((other) => other.has(right))).sort();
}

describe("What the operator may do, held against the releases' own ClusterRoles", function () {
    this.timeout(120_000);
    let operator: Set<string>;
    let plugin: Set<string>;
    before(() => {
        const [release] = bundles;
        assert.ok(release);
        operator = rights(rulesIn(verified(release), "cnpg-manager"));
        plugin = rights(rulesIn(verified(pluginRole), "plugin-barman-cloud"));
        assert.ok(operator.size > 100 && plugin.size > 20, "both are read");
    });

    for (const [where, grants] of [
        ["a watched namespace", databaseGrants],
        ["its own namespace", ownGrants],
        ["the whole cluster", clusterGrants],
    ] as const) {
        it(`has nothing extra in ${where} [KSI-3]`, () => {
            assert.notEqual(granted(grants).size, 0);
            assert.deepEqual(without(granted(grants), operator, plugin), []);
        });
    }

    it("leaves out of a watched namespace just what is elsewhere or not made here: webhooks, PodMonitors, writing of ObjectStores", () => {
        const left = without(new Set([...operator, ...plugin]), granted(databaseGrants));
        const kinds = [...new Set(left.map((right) => right.split(" ")[0]))];
        assert.deepEqual(kinds, [
            "/nodes",
            "admissionregistration.k8s.io/mutatingwebhookconfigurations",
            "admissionregistration.k8s.io/validatingwebhookconfigurations",
            "barmancloud.cnpg.io/objectstores",
            "discovery.k8s.io/endpointslices",
            "monitoring.coreos.com/podmonitors",
            "postgresql.cnpg.io/clusterimagecatalogs",
        ]);
        const elsewhere = without(new Set(left), granted(ownGrants), granted(clusterGrants));
        assert.deepEqual(
            elsewhere.filter((right) => /nodes|clusterimagecatalogs|endpointslices/.test(right)),
            [],
            "these it has where it runs or cluster-wide",
        );
        assert.deepEqual(
            elsewhere.filter((right) => right.startsWith("barmancloud")),
            ["create", "delete", "patch", "update"].map((verb) => `barmancloud.cnpg.io/objectstores ${verb}`),
        );
    });

    it("may only read cluster-wide, and no Secret [KSI-1]", () => {
        for (const grant of clusterGrants) {
            assert.deepEqual(
                verbsOf(grant).filter((verb) => !["get", "list", "watch"].includes(verb)),
                [],
            );
            assert.doesNotMatch(grant.resource, /secrets/);
        }
    });

    it("has a reason for each verb that is not seen in use, and names each kind once", () => {
        for (const grants of [databaseGrants, ownGrants, clusterGrants]) {
            const kinds = grants.map(({ apiGroup, resource }) => `${apiGroup}/${resource}`);
            assert.equal(new Set(kinds).size, kinds.length);
            for (const { resource, used, kept } of grants) {
                const all = [...used, ...Object.values(kept).flat()];
                assert.equal(new Set(all).size, all.length, `${resource}: a verb has one reason`);
                assert.notEqual(all.length, 0, resource);
                for (const reason of Object.keys(kept)) {
                    assert.ok(reason in reasons, reason);
                }
            }
        }
    });

    it("has the same rights when its rules are drawn together", () => {
        const grants = [...databaseGrants, ...clusterGrants];
        const one = new Set(
            grants.flatMap((grant) => verbsOf(grant).map((verb) => `${grant.apiGroup}/${grant.resource} ${verb}`)),
        );
        assert.deepEqual([...granted(grants)].sort(), [...one].sort());
        assert.ok(rulesOf(grants).length < grants.length);
        assert.doesNotMatch(JSON.stringify(rulesOf(grants)), /"\*"/);
    });
});
