import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { onAws } from "../../testing/postgresArguments";
import { outputProblems } from "./plain";

const aws = onAws();
const user = aws.users[0]!;
const pathsOf = (inputs: pulumi.Inputs): string[] => outputProblems("PostgresDatabase", inputs).map(({ path }) => path);

describe("Outputs among the arguments", () => {
    it("are fine where the interface takes them", () => {
        assert.deepEqual(pathsOf({ ...aws }), []);
        const inputs = {
            ...aws,
            users: [{ ...user, from: [{ cidr: pulumi.output("10.0.0.0/16") }] }],
            storage: { size: "50Gi", storageClass: pulumi.secret("encrypted") },
            backup: { vault: pulumi.output({ bucket: "b" }) },
            operator: { shared: { namespace: pulumi.output("x"), watchNamespaces: [pulumi.output("orders")] } },
        };
        assert.deepEqual(pathsOf(inputs), []);
    });

    it("are refused where they decide what there is, each by its path", () => {
        const inputs = {
            ...aws,
            instances: pulumi.output(3),
            namespace: { name: pulumi.output("orders"), create: true },
            users: [user, { ...user, name: pulumi.secret("batch"), from: pulumi.output(user.from) }],
            backup: pulumi.output({ retentionDays: 35 }),
        };
        assert.deepEqual(pathsOf(inputs), ["namespace.name", "users[1].name", "users[1].from", "backup", "instances"]);
        assert.match(
            outputProblems("PostgresDatabase", inputs)[0]?.reason ?? "",
            /^is another resource's output or a secret, but it decides which resources there are: write the value itself; .* docs\/reference.md does not call plain$/,
        );
    });

    it("are nobody's business in arguments that there are not", () => {
        assert.deepEqual(pathsOf({ ...aws, extra: { deep: [pulumi.output(1)] } }), []);
    });
});
