import assert from "node:assert/strict";
import { openHoles } from "./knownHoles";

const digest = `sha256:${"ab".repeat(32)}`;

describe("The known holes of PostgreSQL", () => {
    it("are those that the version in an image's tag lacks the fixes of, newest first, with the version that has them all", () => {
        assert.deepEqual(openHoles(`ghcr.io/cloudnative-pg/postgresql:17.11-202608170816-standard-trixie@${digest}`), {
            version: "17.11",
            holes: ["CVE-2026-6460", "CVE-2026-120141"],
            fixed: "17.12",
        });
        assert.deepEqual(openHoles("postgresql:16.4")?.holes.at(-1), "CVE-2024-10979");
    });

    it("are none in the version that closed them, and none in a later one", () => {
        for (const tag of ["18.7", "17.12-standard-trixie", "16.16", "19.0", "18.10", "v18.7"]) {
            assert.equal(openHoles(`ghcr.io/cloudnative-pg/postgresql:${tag}`), undefined, tag);
        }
    });

    it("stay open in a major version that gets no fixes any more", () => {
        assert.deepEqual(
            [openHoles("postgresql:13.23")?.fixed, openHoles("postgresql:13.23")?.holes.includes("CVE-2026-2005")],
            [undefined, true],
        );
        assert.equal(openHoles("postgresql:13.23")?.holes.includes("CVE-2024-10979"), false, "13.17 closed it");
    });

    it("are not told of an image whose tag is no version of PostgreSQL", () => {
        for (const image of [
            `ghcr.io/cloudnative-pg/postgresql@${digest}`,
            "ghcr.io/cloudnative-pg/postgresql:17",
            "ghcr.io/cloudnative-pg/postgresql:17-3.5",
            "ghcr.io/cloudnative-pg/postgresql:latest",
            "registry.example.com:5000/postgresql",
            "registry.example.com:15.1/postgresql",
            "ghcr.io/cloudnative-pg/plugin-barman-cloud:0.15.0",
            "ghcr.io/cloudnative-pg/postgresql:17.5.1",
            "${IMAGE}",
        ]) {
            assert.equal(openHoles(image), undefined, image);
        }
    });
});
