import { createHash } from "node:crypto";
import type { Problem } from "../check";
import { nearMiss } from "../near-miss";
import type { PackageSchema } from "../schema";
import type { ResourceModel, Standin } from "../standin";
import { count, isUnknown, text, texts, type Properties } from "../values";
import { certificateRequest, locallySigned, selfSigned, type Certificate } from "./certificates";
import { algorithmOf, algorithms, curves, keyTexts, newKey, readPrivateKey, type Algorithm } from "./keys";
import { allowedUses } from "./uses";

const replaced = { replacedBy: "any" } as const;

/** Everything but the time of renewal is fixed in a certificate once it is signed. */
const certificate = {
    ...replaced,
    updatedBy: ["earlyRenewalHours"],
    problems: certificateProblems,
    update: () => ({ readyForRenewal: false }),
    due: (outputs: Properties, inputs: Properties, now: Date): string[] =>
        isDue(text(outputs["validityEndTime"]), count(inputs["earlyRenewalHours"]) ?? 0, now)
            ? ["readyForRenewal"]
            : [],
};

const certificateDefaults: Properties = {
    earlyRenewalHours: 0,
    isCaCertificate: false,
    maxPathLength: -1,
    setSubjectKeyId: false,
    readyForRenewal: false,
};

const models: Record<string, ResourceModel> = {
    "tls:index/privateKey:PrivateKey": {
        ...replaced,
        defaults: { ecdsaCurve: "P224", rsaBits: 2048 },
        problems: keyProblems,
        create: async (inputs) => {
            const algorithm = algorithmNamed(inputs["algorithm"]);
            if (algorithm === undefined) {
                throw new Error(`algorithm must be one of ${algorithms.join(", ")}`);
            }
            const key = await newKey(algorithm, count(inputs["rsaBits"]) ?? 2048, text(inputs["ecdsaCurve"]) ?? "P224");
            const outputs = keyTexts(key);
            return { id: sha1(outputs.publicKeyPem), outputs: { ...outputs } };
        },
    },
    "tls:index/certRequest:CertRequest": {
        ...replaced,
        problems: (inputs) => oneKey(inputs, "privateKeyPem"),
        create: async (inputs) => {
            const key = readPrivateKey(keyIn(inputs, "privateKeyPem"));
            const certRequestPem = await certificateRequest(inputs, key);
            return { id: sha1(certRequestPem), outputs: { certRequestPem, keyAlgorithm: algorithmOf(key) } };
        },
        discards: ["privateKeyPemWo"],
    },
    "tls:index/selfSignedCert:SelfSignedCert": {
        ...certificate,
        defaults: { ...certificateDefaults, setAuthorityKeyId: false },
        problems: (inputs) => [...certificateProblems(inputs), ...oneKey(inputs, "privateKeyPem")],
        create: async (inputs, { now }) => {
            const key = readPrivateKey(keyIn(inputs, "privateKeyPem"));
            const made = await selfSigned(inputs, key, now);
            return { id: made.serial, outputs: { ...certificateOutputs(made), keyAlgorithm: algorithmOf(key) } };
        },
        discards: ["privateKeyPemWo"],
    },
    "tls:index/locallySignedCert:LocallySignedCert": {
        ...certificate,
        defaults: certificateDefaults,
        problems: (inputs) => [...certificateProblems(inputs), ...oneKey(inputs, "caPrivateKeyPem")],
        create: async (inputs, { now }) => {
            const key = readPrivateKey(keyIn(inputs, "caPrivateKeyPem"));
            const made = await locallySigned(inputs, key, now);
            return { id: made.serial, outputs: { ...certificateOutputs(made), caKeyAlgorithm: algorithmOf(key) } };
        },
        discards: ["caPrivateKeyPemWo"],
    },
};

export function tlsStandin(schema: PackageSchema): Standin {
    return {
        schema,
        functions: {},
        model: (type) => {
            const model = models[type];
            if (model === undefined) {
                throw new Error(`the tls stand-in does not play ${type}; it plays ${Object.keys(models).join(", ")}`);
            }
            return model;
        },
    };
}

function certificateOutputs(made: Certificate): Properties {
    const rfc3339 = (time: Date): string => time.toISOString().replace(".000Z", "Z");
    return {
        certPem: made.pem,
        validityStartTime: rfc3339(made.start),
        validityEndTime: rfc3339(made.end),
        readyForRenewal: false,
    };
}

function isDue(end: string | undefined, earlyRenewalHours: number, now: Date): boolean {
    return end !== undefined && now.getTime() > Date.parse(end) - earlyRenewalHours * 3_600_000;
}

function algorithmNamed(value: Properties[string] | undefined): Algorithm | undefined {
    return algorithms.find((algorithm) => algorithm === value);
}

function keyIn(inputs: Properties, property: string): string {
    return text(inputs[property]) ?? text(inputs[`${property}Wo`]) ?? "";
}

function sha1(content: string): string {
    return createHash("sha1").update(content).digest("hex");
}

function keyProblems(inputs: Properties): Problem[] {
    return [
        ...oneOf(inputs, "algorithm", algorithms),
        ...oneOf(inputs, "ecdsaCurve", Object.keys(curves)),
        ...((count(inputs["rsaBits"]) ?? 2048) < 1024
            ? [{ property: "rsaBits", reason: `rsaBits is ${count(inputs["rsaBits"]) ?? 0}; write 2048 or more` }]
            : []),
    ];
}

function certificateProblems(inputs: Properties): Problem[] {
    const hours = inputs["validityPeriodHours"];
    return [
        ...texts(inputs["allowedUses"])
            .filter((use) => !isUnknown(use) && !allowedUses.includes(use))
            .map((use) => {
                const meant = nearMiss(
                    use.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
                    allowedUses,
                );
                const hint = meant === undefined ? `one of ${allowedUses.join(", ")}` : meant;
                return { property: "allowedUses", reason: `${use} is no use of a key; write ${hint}` };
            }),
        ...(typeof hours === "number" && hours < 0
            ? [{ property: "validityPeriodHours", reason: `validityPeriodHours is ${hours}; write 0 or more` }]
            : []),
    ];
}

function oneKey(inputs: Properties, property: string): Problem[] {
    const given = [property, `${property}Wo`].filter((name) => inputs[name] !== undefined);
    return given.length === 1
        ? []
        : [
              {
                  property,
                  reason: `give exactly one of ${property} and ${property}Wo, not ${given.length === 0 ? "none" : "both"}`,
              },
          ];
}

function oneOf(inputs: Properties, property: string, choices: readonly string[]): Problem[] {
    const value = inputs[property];
    return value === undefined || isUnknown(value) || choices.some((choice) => choice === value)
        ? []
        : [{ property, reason: `${property} is ${JSON.stringify(value)}; write one of ${choices.join(", ")}` }];
}
