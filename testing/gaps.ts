import assert from "node:assert/strict";
import type { RecordedEvidence, ScannedImage } from "../compliance/evidence";
import type { ControlKey } from "../controls";
import { controlIn, reportForTests } from "./report";

/** What leaves a part of a control open, what is said of it, and the same with the missing thing there. */
export interface GapCase {
    readonly control: ControlKey;
    readonly what: string;
    readonly said: RegExp;
    readonly open: readonly string[];
    readonly closed: readonly string[];
}

/** Tests that each gap is told, and is gone when it is closed. */
export function gapsAreTold(cases: readonly GapCase[]): void {
    for (const { control, what, said, open, closed } of cases) {
        it(`${what}, and none when that is mended [${control}]`, () => {
            assert.match(gapsIn(control, open), said);
            assert.doesNotMatch(gapsIn(control, closed), said);
        });
    }
}

export const digest = `sha256:${"ab".repeat(32)}`;

/** A Cluster, with more in its spec. */
export function cluster(spec: string): string {
    return `apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: orders, namespace: shop }
spec: { ${spec} }
`;
}

export function object(apiVersion: string, kind: string, name: string, more = "", namespace = "shop"): string {
    const place = namespace === "" ? "" : `, namespace: ${namespace}`;
    return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name}${place} }\n${more}\n`;
}

export function gapsIn(
    control: ControlKey,
    objects: readonly string[],
    evidence: readonly RecordedEvidence[] = [],
): string {
    return controlIn(reportForTests({ "a.yaml": objects.join("---\n") }, { evidence }), control).gaps.join(" ");
}

export const storageClass = (provisioner: string, parameters: string): string =>
    object("storage.k8s.io/v1", "StorageClass", "fast", `provisioner: ${provisioner}\nparameters: ${parameters}`, "");

export const operator = (tag: string): string =>
    object(
        "apps/v1",
        "Deployment",
        "cnpg-controller-manager",
        `spec: { template: { spec: { serviceAccountName: cnpg-manager, containers: [{ name: manager, image: "ghcr.io/cloudnative-pg/cloudnative-pg:${tag}" }] } } }`,
        "cnpg-system",
    );
/** Somebody's scan of an image, as evidence. */
export function scanOf(control: "SSC-3" | "SSC-4", image: Partial<ScannedImage>): RecordedEvidence {
    return {
        control,
        statement: "Nightly scan",
        link: "https://ci.example.org",
        date: "2026-11-26",
        owner: "platform",
        verdict: "shows",
        file: "evidence.yaml",
        line: 2,
        scan: [{ tool: "Trivy", image: "", digests: [], serious: [], others: 0, suppressed: 0, ...image }],
    };
}
