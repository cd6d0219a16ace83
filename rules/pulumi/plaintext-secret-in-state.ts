import { cloudTied } from "../cloudTies";
import type { Estate } from "../estate";
import type { Field } from "../field";
import { anyPulumiResource, kubernetes } from "../kinds";
import { each, failAt, undecided, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import type { Subject } from "../subject";
import { hasContent } from "../text";
import { tiedToDatabase } from "../ties";

/**
 * Where generated secrets stand, by type. They are outputs: whoever reads a state gives those of random:* and tls:* resources
 * as one more mapping, `__outputs`, beside the inputs. Certificates take a private key as input.
 */
const generated: ReadonlyMap<string, readonly string[]> = new Map([
    ["random:index/randomPassword:RandomPassword", ["__outputs.result", "__outputs.bcryptHash"]],
    ["random:index/randomBytes:RandomBytes", ["__outputs.base64", "__outputs.hex"]],
    [
        "tls:index/privateKey:PrivateKey",
        ["__outputs.privateKeyPem", "__outputs.privateKeyPemPkcs8", "__outputs.privateKeyOpenssh"],
    ],
    ["tls:index/certRequest:CertRequest", ["privateKeyPem"]],
    ["tls:index/selfSignedCert:SelfSignedCert", ["privateKeyPem"]],
    ["tls:index/locallySignedCert:LocallySignedCert", ["caPrivateKeyPem"]],
]);

export const rule: Rule = {
    id: "plaintext-secret-in-state",
    title: "No secret of a database lies readable in the stack's state",
    controls: ["CM-2"],
    severity: "critical",
    kinds: [anyPulumiResource],
    scope: "estate",
    why: "Everybody who may read the state file, its backups or its history reads what is not marked as secret: passwords of databases, private keys of their certificates.",
    fix: "Wrap the value with pulumi.secret() (fn::secret in Pulumi YAML), or name the property in additionalSecretOutputs, and run up. Then change the password or the key: the old state's history still has it.",
    references: [
        {
            title: "Pulumi: secrets handling",
            url: "https://www.pulumi.com/docs/iac/concepts/secrets/",
            version: "Pulumi 3.248",
        },
        {
            title: "Pulumi: the option additionalSecretOutputs",
            url: "https://www.pulumi.com/docs/iac/concepts/options/additionalsecretoutputs/",
            version: "Pulumi 3.248",
        },
    ],
    check: (subject, estate) => {
        // The analyzer gets secrets without their mark: there nothing can be said.
        if (subject.pulumi?.marksSecrets !== true || !isTied(subject, estate)) {
            return [];
        }
        if (subject.kind === kubernetes.secret) {
            return ["data", "stringData"].flatMap((place) => readableValues(subject.read(place)));
        }
        return (generated.get(subject.pulumi.type) ?? []).flatMap((place) => readable(subject.read(place)));
    },
};

function isTied(subject: Subject, estate: Estate): boolean {
    return cloudTied(subject, estate) || (subject.kind === kubernetes.secret && tiedToDatabase(subject, estate));
}

function readableValues(values: Field): readonly Outcome[] {
    return values.secret ? [] : each(values, readable);
}

function readable(value: Field): readonly Outcome[] {
    if (value.secret || hasContent(value) === false) {
        return [];
    }
    const name = value.name.replace(/^__outputs\./, "the output ");
    return value.isUnknown
        ? [undecided(value, `${name} is not known here`)]
        : [
              failAt(
                  value.path,
                  `${name} is not marked as secret and lies readable in the state: mark it, then change it`,
              ),
          ];
}
