import assert from "node:assert/strict";
import { unknown, type Known } from "../core/known";
import type { PodArgs } from "../kubernetes/arguments";
import { podProblems } from "./podProblems";

const secret = { name: "api", key: "token" };

describe("What pods are given", () => {
    const problems = (pods: Known<PodArgs>, sharedBuffers?: string) =>
        podProblems(pods, sharedBuffers).map(({ path, reason }) => `${path}: ${reason}`);

    it("is accepted in full, also while values are not known [CM-4]", () => {
        const pods: Known<PodArgs> = {
            env: [
                { name: "TZ", value: "Europe/Berlin" },
                { name: "REGION", value: unknown },
                { name: "API_TOKEN", secret },
            ],
            projectedVolumes: [
                { secretName: "ca", items: { "ca.crt": "tls/ca.crt", "old.crt": "tls/old.crt" } },
                { configMapName: "words" },
            ],
            nodeSelector: { "node.kubernetes.io/instance-type": "r7g.large" },
            tolerations: [{ key: "databases" }, { key: "team", value: "orders", effect: "NoExecute" }],
            antiAffinity: "required",
            topologyKey: "topology.kubernetes.io/zone",
            topologySpread: [
                { topologyKey: "topology.kubernetes.io/zone" },
                { topologyKey: "topology.kubernetes.io/zone", required: false },
            ],
            resources: { cpu: "500m", memory: "2Gi", cpuLimit: "2" },
            priorityClassName: "databases",
            schedulerName: "packing",
        };
        assert.deepEqual(problems(pods, "512MB"), []);
        assert.deepEqual(problems({}), []);
    });

    for (const name of ["DB_PASSWORD", "api_token", "ClientSecret", "STORE_ACCESS_KEY", "TOKEN"]) {
        it(`is refused with a literal ${name}, even one that is not known yet, and takes it from a Secret [CM-2]`, () => {
            for (const value of ["hunter2", unknown]) {
                const found = problems({ env: [{ name, value }] });
                assert.equal(found.length, 1);
                assert.match(
                    found[0] ?? "",
                    /^env\[0\]\.value: would write a credential into the Cluster in the clear/,
                );
                assert.doesNotMatch(found[0] ?? "", /hunter2/);
            }
            assert.deepEqual(problems({ env: [{ name, secret }] }), []);
        });
    }

    for (const [name, reason] of [
        ["PGDATA", /belongs to CloudNativePG$/],
        ["pgpassword", /belongs to CloudNativePG$/],
        ["CNPG_SECRET", /belongs to CloudNativePG$/],
        ["POD_NAME", /belongs to CloudNativePG$/],
        ["NAMESPACE", /belongs to CloudNativePG$/],
        ["CLUSTER_NAME", /belongs to CloudNativePG$/],
        ["AWS_ENDPOINT_URL", /how and where backups log in; that is said in `platform`$/],
        ["AWS_ACCESS_KEY_ID", /how and where backups log in/],
        ["LDAPTLS_REQCERT", /how a directory is verified; that is said in `externalAuth`$/],
        ["LDAPNOINIT", /how a directory is verified/],
        ["LD_PRELOAD", /foreign code/],
    ] as const) {
        it(`is refused with ${name}, from wherever it comes`, () => {
            for (const source of [{ value: "x" }, { secret }]) {
                const found = problems({ env: [{ name, ...source }] });
                assert.equal(found.length, 1);
                assert.match(found[0] ?? "", /^env\[0\]\.name: /);
                assert.match(found[0] ?? "", reason);
            }
        });
    }

    it("may have names that only resemble those", () => {
        const env = ["MY_NAMESPACE", "POD_NAME_2", "MY_PGDATA", "TOKEN_URL"].map((name) => ({ name, value: "x" }));
        assert.deepEqual(problems({ env }), []);
    });

    it("is refused with a variable that has no source, two, an empty one, or a name that is there", () => {
        assert.deepEqual(
            problems({ env: [{ name: "A" }, { name: "B", value: "x", secret }, { name: "C", value: "" }] }),
            [
                "env[0]: needs exactly one of value and secret, not none",
                "env[1]: needs exactly one of value and secret, not both",
                "env[2].value: is empty, which the operator takes for none: leave the variable out",
            ],
        );
        assert.deepEqual(
            problems({
                env: [
                    { name: "A", value: "x" },
                    { name: "A", value: "y" },
                ],
            }),
            ['env[1].name: "A" is in the list already; write it once'],
        );
    });

    for (const path of ["", "/etc/passwd", "../x", "tls/../../x", "tls//ca.crt", "./x", "tls/"]) {
        it(`is refused with an entry at ${JSON.stringify(path)}, which is not below /projected`, () => {
            assert.deepEqual(problems({ projectedVolumes: [{ secretName: "ca", items: { "ca.crt": path } }] }), [
                `projectedVolumes[0].items: "${path}" for ca.crt is not a path below /projected; write for example tls/ca.crt`,
            ]);
        });
    }

    it("is refused with a source that is none or two, a path that is taken, and the folder that is kept", () => {
        assert.deepEqual(
            problems({
                projectedVolumes: [
                    {},
                    { secretName: "a", configMapName: "b" },
                    { secretName: "a", items: {} },
                    { secretName: "a", items: { x: "x", y: "x" } },
                    { configMapName: "b", items: { z: "x" } },
                    { secretName: "a", items: { "ca.crt": "ldap/ca.crt" } },
                ],
            }),
            [
                "projectedVolumes[0]: needs exactly one of secretName and configMapName, not none",
                "projectedVolumes[1]: needs exactly one of secretName and configMapName, not both",
                "projectedVolumes[2].items: is empty: name entries, or take it out to have every entry",
                'projectedVolumes[3].items: "x" is in the list already; write it once',
                'projectedVolumes[4].items: "x" is in the list already; write it once',
                'projectedVolumes[5].items: "ldap/ca.crt" lies in the folder ldap, which is kept for externalAuth; take another',
            ],
        );
    });

    it("is refused with labels and taints that Kubernetes does not know, and with a spread that is there already", () => {
        assert.deepEqual(
            podProblems({
                nodeSelector: { "a b": "c" },
                tolerations: [{ key: "" }, { key: "x", value: "a b" }],
                topologyKey: "zone/",
                topologySpread: [{ topologyKey: "zone" }, { topologyKey: "zone", maxSkew: 2 }, { topologyKey: "-" }],
            }).map(({ path }) => path),
            [
                "nodeSelector",
                "tolerations[0].key",
                "tolerations[1].value",
                "topologyKey",
                "topologySpread[1]",
                "topologySpread[2].topologyKey",
            ],
        );
    });

    const amounts: [resources: NonNullable<PodArgs["resources"]>, problem: string][] = [
        [{ cpu: "two" }, 'resources.cpu: "two" is not a number of CPUs; write for example 500m, 2 or 1.5'],
        [{ cpuLimit: "0" }, 'resources.cpuLimit: "0" is none; write for example 500m, or take it out'],
        [{ cpu: "2", cpuLimit: "1500m" }, 'resources.cpuLimit: "1500m" is less than what is set aside (cpu: "2")'],
        [
            { memory: "2GB" },
            'resources.memory: "2GB" is not an amount of memory; write a whole number and a unit, for example 2Gi',
        ],
        [{ memory: "2" }, 'resources.memory: "2" is too little for PostgreSQL; write 256Mi or more'],
        [
            { memory: "1Gi" },
            'resources.memory: "1Gi" is less than the parameter shared_buffers (2GB) takes; write more',
        ],
    ];
    for (const [resources, problem] of amounts) {
        it(`is refused with ${JSON.stringify(resources)}`, () => {
            assert.deepEqual(problems({ resources }, "2GB"), [problem]);
        });
    }

    it("may hold exactly what shared_buffers takes, and whatever a setting without a unit means", () => {
        for (const sharedBuffers of ["2GB", "2048 MB", "2097152kB", "262144"]) {
            assert.deepEqual(problems({ resources: { memory: "2Gi" } }, sharedBuffers), [], sharedBuffers);
        }
    });
});
