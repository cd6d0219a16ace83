import assert from "node:assert/strict";
import { isForEngine } from "../compliance/applies";
import { standingOf, type Child } from "../compliance/component";
import { rules } from "../rules";
import { Estate } from "../rules/estate";
import { pulumiSubject } from "../rules/pulumiSubject";
import { builtPlugin } from "../testing/builtPlugin";
import { childrenOf } from "../testing/childrenOf";
import type { Registered } from "../testing/fakeMonitor";
import { hardeningLines, type HardeningLine } from "../testing/hardeningLines";
import { onAws, withEverything } from "../testing/postgresArguments";
import { label } from "../testing/registrations";
import { openSsl } from "./kubernetes/openssl.test";

/** Rules that judge nothing of what a PostgresDatabase makes, on any platform and with any argument. */
const withoutChild: Readonly<Record<string, string>> = {
    "service-exposure":
        "the operator makes the Services; the Cluster's own template is judged by postgres-external-exposure",
    "aws-static-keys": "no access key is ever made",
    "helm-operator-scope": "the operator is made as objects, not as a Helm release",
    ...Object.fromEntries(
        rules.filter(({ id }) => id.startsWith("gcp-")).map(({ id }) => [id, "nothing is made on Google Cloud yet"]),
    ),
};

describe("Each hardening line that a rule watches over", function () {
    this.timeout(120_000);
    const construct = builtPlugin();
    const openssl = openSsl();
    let everything: readonly Registered[] = [];
    let withCertManager: readonly Registered[] = [];

    before(async () => {
        const key = openssl.file("ca.key", openssl.run("genpkey", "-algorithm", "ED25519"));
        const ca = openssl.run("req", "-x509", "-new", "-key", key, "-subj", "/CN=company", "-days", "2");
        const made = async (inputs: object): Promise<readonly Registered[]> => {
            const { error, resources } = await construct({ type: "PostgresDatabase", name: "orders", inputs });
            assert.equal(error, undefined);
            return resources;
        };
        everything = await made(withEverything(ca));
        const tls = { issuer: "certManager", certManager: { issuerName: "company" }, ca };
        withCertManager = await made({ ...onAws(), tls });
    });

    const standing = (resources: readonly Registered[]): ReadonlyMap<string, string> =>
        standingOf(childrenOf(resources), { engine: "postgres" });
    const graphOf = ({ graph }: HardeningLine): readonly Registered[] =>
        graph === "certManager" ? withCertManager : everything;

    for (const line of hardeningLines) {
        const { rule, controls, becomes = "violated" } = line;
        it(`${rule}: without it, ${controls.join(" and ")} ${controls.length > 1 ? "are" : "is"} ${becomes}, and nothing else changes`, () => {
            const whole = graphOf(line);
            const weakened = without(line, whole);
            const before = standing(whole);
            const changed = [...standing(weakened)].filter(([key, status]) => before.get(key) !== status);
            assert.deepEqual(
                Object.fromEntries(changed),
                Object.fromEntries(controls.map((key) => [key, becomes])),
                `${rule} is the only one to notice`,
            );
        });
    }

    it("is there for each rule that judges something that we make, and names all controls of the rule", () => {
        const ours = rules.filter((rule) => isForEngine(rule, "postgres"));
        assert.deepEqual(
            ours.map(({ id }) => id).sort(),
            [...hardeningLines.map(({ rule }) => rule), ...Object.keys(withoutChild)].sort(),
        );
        for (const { rule, controls } of hardeningLines) {
            const named = ours.find(({ id }) => id === rule)?.controls ?? [];
            assert.deepEqual([...controls].sort(), [...named].sort(), rule);
        }
    });

    it("is missing only where no child is of the rule's kinds", () => {
        const estates = [everything, withCertManager].map(
            (resources) => new Estate(childrenOf(resources).map(subjectOf)),
        );
        for (const rule of rules.filter(({ id }) => id in withoutChild)) {
            assert.deepEqual(
                estates.flatMap((estate) => estate.of(...rule.kinds).map(({ title }) => title)),
                [],
                `${rule.id}: ${withoutChild[rule.id] ?? ""}`,
            );
        }
    });
});

/** What the builders made, with that line out of the inputs: verdicts follow from inputs alone. */
function without({ rule, children }: HardeningLine, resources: readonly Registered[]): readonly Registered[] {
    const labels = resources.map(label);
    for (const child of Object.keys(children)) {
        assert.ok(labels.includes(child), `${rule}: there is no ${child} among\n${labels.join("\n")}`);
    }
    return resources.flatMap((each) => {
        if (!(label(each) in children)) {
            return [each];
        }
        const change = children[label(each)];
        if (change === undefined) {
            return [];
        }
        const wire = change(each.wire);
        assert.notDeepEqual(wire, each.wire, `${rule}: the change changes something`);
        return [{ ...each, wire }];
    });
}

function subjectOf({ pulumi, inputs, outputs }: Child) {
    return pulumiSubject(pulumi, inputs, outputs);
}
