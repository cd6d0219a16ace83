import assert from "node:assert/strict";
import { cluster, digest, gapsAreTold, gapsIn, object, operator, scanOf } from "../../testing/gaps";

const image = `ghcr.io/cloudnative-pg/postgresql:17.12-standard-trixie@${digest}`;
const binding = (kind: string, role: string): string =>
    object(
        "rbac.authorization.k8s.io/v1",
        kind,
        "cnpg-manager",
        `roleRef: { kind: ${role}, name: cnpg-manager }\nsubjects: [{ kind: ServiceAccount, name: cnpg-manager, namespace: cnpg-system }]`,
        kind === "RoleBinding" ? "cnpg-system" : "",
    );
const role = (kind: string, verbs: string): string =>
    object(
        "rbac.authorization.k8s.io/v1",
        kind,
        "cnpg-manager",
        `rules: [{ apiGroups: [postgresql.cnpg.io], resources: [clusters], verbs: [${verbs}] }]`,
        kind === "Role" ? "cnpg-system" : "",
    );

const fromCatalog = (major: number): string =>
    cluster(`imageCatalogRef: { kind: ImageCatalog, name: images, major: ${major} }`);
const catalog = object(
    "postgresql.cnpg.io/v1",
    "ImageCatalog",
    "images",
    `spec: { images: [{ major: 16, image: "ghcr.io/cloudnative-pg/postgresql:16.15" }, { major: 17, image: "${image}" }] }`,
);

describe("what the checks of the operator and the images do not carry is a gap:", () => {
    gapsAreTold([
        {
            control: "KSI-1",
            what: "rights of the operator across the cluster",
            said: /rights across the whole cluster by the ClusterRole cnpg-manager/,
            open: [cluster("instances: 3"), operator("1.30.1"), binding("ClusterRoleBinding", "ClusterRole")],
            closed: [cluster("instances: 3"), operator("1.30.1"), binding("RoleBinding", "Role"), role("Role", "get")],
        },
        {
            control: "KSI-3",
            what: "an operator whose rights were not read",
            said: /No Role and no ClusterRole of the operator was read/,
            open: [cluster("instances: 3"), operator("1.30.1")],
            closed: [cluster("instances: 3"), operator("1.30.1"), binding("RoleBinding", "Role"), role("Role", "get")],
        },
        {
            control: "KSI-3",
            what: "a Role that allows everything",
            said: /gives the operator all of something/,
            open: [cluster("instances: 3"), operator("1.30.1"), binding("RoleBinding", "Role"), role("Role", '"*"')],
            closed: [cluster("instances: 3"), operator("1.30.1"), binding("RoleBinding", "Role"), role("Role", "get")],
        },
        {
            control: "SSC-2",
            what: "an operator that was not read",
            said: /The operator's Deployment was not read/,
            open: [cluster(`imageName: "${image}"`)],
            closed: [cluster(`imageName: "${image}"`), operator("1.30.1")],
        },
        {
            control: "SSC-2",
            what: "an image of a version before a release",
            said: /postgresql:19beta2\S* is not meant for production/,
            open: [
                cluster(`imageName: "ghcr.io/cloudnative-pg/postgresql:19beta2-standard-trixie@${digest}"`),
                operator("1.30.1"),
            ],
            closed: [cluster(`imageName: "${image}"`), operator("1.30.1")],
        },
        {
            control: "SSC-2",
            what: "a catalog that was not read",
            said: /ImageCatalog images was not read/,
            open: [cluster("imageCatalogRef: { kind: ImageCatalog, name: images, major: 17 }"), operator("1.30.1")],
            closed: [
                cluster("imageCatalogRef: { kind: ImageCatalog, name: images, major: 17 }"),
                operator("1.30.1"),
                object(
                    "postgresql.cnpg.io/v1",
                    "ImageCatalog",
                    "images",
                    `spec: { images: [{ major: 17, image: "${image}" }] }`,
                ),
            ],
        },
        {
            control: "SSC-5",
            what: "an operator that was not read",
            said: /The operator's Deployment was not read/,
            open: [cluster(`imageName: "${image}"`)],
            closed: [cluster(`imageName: "${image}"`), operator("1.30.1")],
        },
        {
            control: "SSC-5",
            what: "a PostgreSQL with known holes, by the version in its image's tag",
            said: /PostgreSQL 17\.9 has CVE-2026-6460, CVE-2026-120141, CVE-2026-14680 and 3 more.*: write an image of 17\.12 or later/,
            open: [cluster('imageName: "ghcr.io/cloudnative-pg/postgresql:17.9"'), operator("1.30.1")],
            closed: [cluster(`imageName: "${image}"`), operator("1.30.1")],
        },
        {
            control: "SSC-5",
            what: "a PostgreSQL with known holes that a catalog has for the major version asked for, and no other",
            said: /PostgreSQL 16\.15 has /,
            open: [fromCatalog(16), operator("1.30.1"), catalog],
            closed: [fromCatalog(17), operator("1.30.1"), catalog],
        },
        {
            control: "SSC-5",
            what: "a PostgreSQL that gets no fixes any more",
            said: /PostgreSQL 13\.23 has .*: this major version gets no fixes any more, move to a newer one/,
            open: [cluster('imageName: "ghcr.io/cloudnative-pg/postgresql:13.23"'), operator("1.30.1")],
            closed: [cluster(`imageName: "${image}"`), operator("1.30.1")],
        },
    ]);

    it("a database's image that nothing holds against known vulnerabilities, until a scan of that image is recorded [SSC-5]", () => {
        const objects = [cluster(`imageName: "${image}"`), operator("1.30.1")];
        const said = /record a scan of it as evidence for SSC-4/;
        const other = scanOf("SSC-4", { digests: [`sha256:${"cd".repeat(32)}`] });
        assert.match(gapsIn("SSC-5", objects), said);
        assert.match(gapsIn("SSC-5", objects, [other]), said);
        assert.equal(gapsIn("SSC-5", objects, [scanOf("SSC-4", { digests: [digest] })]), "");
    });
});
