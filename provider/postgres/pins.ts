/**
 * Every version, digest and checksum that PostgreSQL rests on. Sources: facts read in November 2026 from the projects' releases and
 * artifact catalogues; the checksums are compared at every build (build/bundles.ts).
 */
export const images = {
    operator:
        "ghcr.io/cloudnative-pg/cloudnative-pg:1.30.1@sha256:923c267ec29636db3bee20f993d0ec4973fa22998e1adad37da79e4d32b5bc07",
    plugin: "ghcr.io/cloudnative-pg/plugin-barman-cloud:v0.15.0@sha256:563c680fe7fda3466ca2b1f55a1397ed2ddc9e760360107dd7724f1959c1a536",
    pluginSidecar:
        "ghcr.io/cloudnative-pg/plugin-barman-cloud-sidecar:v0.15.0@sha256:06c78deca670525daa35fb1e5323159092785d11cf87b86217bdd5c679a41a84",
    postgres: {
        "16": "ghcr.io/cloudnative-pg/postgresql:16.15-202608170814-standard-trixie@sha256:3df9103d7f89c8abc2870463d4d446944c81b5f1f4b707c590895dc003ecbb65",
        "17": "ghcr.io/cloudnative-pg/postgresql:17.11-202608170816-standard-trixie@sha256:91e0de662d53895a45f1396f4ee1a75daeb0c26fc87853afc9c8f43e01fdaa21",
        "18": "ghcr.io/cloudnative-pg/postgresql:18.6-202608170814-standard-trixie@sha256:771f9eab5225587af259d84680cc69a5b6e374ac32bb24effafde1f3368a1241",
    },
};

/** Upstream files that the build fetches, checks and ships; nothing of them is kept in the project. */
export const bundles = [
    {
        file: "releases/cnpg-1.30.1.yaml",
        module: "github.com/cloudnative-pg/cloudnative-pg@v1.30.1",
        sha256: "37237f145d8138256ea25ae830f87759255665ff08f8d552fdd8224a5ec032fb",
    },
    {
        file: "config/crd/bases/barmancloud.cnpg.io_objectstores.yaml",
        module: "github.com/cloudnative-pg/plugin-barman-cloud@v0.15.0",
        sha256: "2d8be9265b99571a560e80f2a54dbbcc19cbfb2254575ff2e7bba9dc4429e99e",
    },
];

export const pluginName = "barman-cloud.cloudnative-pg.io";
