import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { valueOf } from "../aws/recording.test";
import { IssuingStack } from "../kubernetes/issuing.test";
import { databaseCertificates, type CertificateNeeds } from "./certificates";
import type { PostgresTlsArgs } from "./tlsArguments";

export const place = { name: "orders", namespace: "shop" };
const child = () => ({});
export const app = { name: "app" };
export const batch = { name: "batch_job", clientCertificate: true };

export interface Made {
    fields: Record<string, unknown>;
    caCertificate: string;
    /** Content of Secrets, by their names in Kubernetes. */
    secrets: Record<string, { type: unknown; content: Record<string, string> }>;
    certificates: Record<string, { certificate: string; privateKey: string } | undefined>;
    children: string[];
    /** What ends, and how many days before somebody is told. */
    endings: Record<string, number>;
    certManagerNames: string[];
}

export async function make(
    tls: PostgresTlsArgs,
    { stack = new IssuingStack(), ...needs }: Partial<CertificateNeeds> & { stack?: IssuingStack } = {},
): Promise<Made> {
    const users = needs.users ?? [app, batch];
    const made = await stack.up(() =>
        databaseCertificates("orders", place, { services: [], ...needs, users, tls }, child),
    );
    const resolved = Object.entries(made.fields.certificates).map(async ([field, value]) => [
        field,
        Array.isArray(value) || typeof value === "string" ? value : await valueOf(value as typeof made.caCertificate),
    ]);
    const certificates = users.map(async ({ name }) => {
        const own = made.clientCertificate(name);
        return [
            name,
            own && { certificate: await textOf(own.certificate), privateKey: await textOf(own.privateKey) },
        ] as const;
    });
    const secrets = stack.resources.filter(({ type }) => type === "kubernetes:core/v1:Secret");
    return {
        fields: Object.fromEntries(await Promise.all(resolved)) as Record<string, unknown>,
        caCertificate: await textOf(made.caCertificate),
        secrets: Object.fromEntries(
            secrets.map(({ inputs }) => {
                const { metadata, type, stringData } = inputs as {
                    metadata: { name: string; namespace: string; labels: Record<string, string> };
                    type?: string;
                    stringData: Record<string, string>;
                };
                assert.equal(metadata.namespace, "shop");
                assert.equal(metadata.labels["cnpg.io/reload"], "true", "the operator takes a changed one up at once");
                return [metadata.name, { type, content: stringData }];
            }),
        ),
        certificates: Object.fromEntries(await Promise.all(certificates)),
        endings: Object.fromEntries(
            await Promise.all(
                made.endings.map(async ({ what, end, noticeDays }) => {
                    assert.ok(Date.parse(await textOf(end)) > Date.now(), what);
                    return [what, noticeDays] as const;
                }),
            ),
        ),
        certManagerNames: made.certManagerNames,
        children: stack.resources.map(({ type, name }) => `${type.split(":").at(-1) ?? ""} ${name}`).sort(),
    };
}

export async function textOf(output: Parameters<typeof valueOf<string>>[0]): Promise<string> {
    return (await valueOf(output)) ?? assert.fail("it is known");
}

export function content(made: Made, secret: string, entry: string): string {
    return made.secrets[secret]?.content[entry] ?? assert.fail(`${secret} has ${entry}`);
}

export function certificatesIn(bundle: string): string[] {
    return bundle.match(/-----BEGIN[\s\S]*?-----END CERTIFICATE-----\n/g) ?? [];
}

export function namesOf(pem: string): string[] {
    return (new X509Certificate(pem).subjectAltName ?? "").split(", ").map((name) => name.replace("DNS:", ""));
}
