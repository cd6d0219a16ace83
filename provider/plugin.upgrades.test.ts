import assert from "node:assert/strict";
import { builtPlugin } from "../testing/builtPlugin";
import type { Run } from "../testing/fakeEngine";
import { onAws } from "../testing/postgresArguments";
import { label, labels, the } from "../testing/registrations";
import { textAt, valueAt, type Wire } from "../testing/wire";
import type { PostgresDatabaseArgs } from "./postgres/arguments";
import { images } from "./postgres/pins";

describe("Versions of PostgreSQL", function () {
    this.timeout(60_000);
    const construct = builtPlugin();
    const database = (changed: object = {}): Promise<Run> =>
        construct({ type: "PostgresDatabase", name: "orders", inputs: { ...onAws(), ...changed } });
    const built = async (changed: Partial<PostgresDatabaseArgs> = {}): Promise<Run> => {
        const run = await database(changed);
        assert.equal(run.error, undefined);
        return run;
    };
    const digest = "0123456789abcdef".repeat(4);
    const minor = `ghcr.io/cloudnative-pg/postgresql:17.12-202612010000-standard-trixie@sha256:${digest}`;
    let today: Run;
    before(async () => {
        today = await built();
    });

    it("minor: moves by images.postgres, which changes one field of the ImageCatalog, nothing else, and replaces nothing [SSC-2]", async () => {
        const after = await built({ images: { postgres: minor } });
        assert.deepEqual(changedFields(today, after), ["ImageCatalog orders-images: spec.images[0].image"]);
        assert.equal(textAt(the(after, "ImageCatalog", "orders-images").inputs, "spec.images[0].image"), minor);
    });

    it("minor: moves with this package only as far as its pin, under the same major [SSC-2]", () => {
        const catalog = the(today, "ImageCatalog", "orders-images").inputs;
        assert.deepEqual(valueAt(catalog, "spec.images"), [{ major: 17, image: images.postgres["17"] }]);
    });

    it("major: moves by version alone, in the catalog and in the Cluster that names it", async () => {
        assert.deepEqual(changedFields(today, await built({ version: "18" })), [
            "Cluster orders: spec.imageCatalogRef.major",
            "ImageCatalog orders-images: spec.images[0].image",
            "ImageCatalog orders-images: spec.images[0].major",
            // Some metrics have other names in other major versions.
            "PrometheusRule orders-alerts: spec.groups[0].rules[23].expr",
        ]);
    });

    it("major: has no default, so that no new release of this package can move it", async () => {
        const { version: _version, ...without } = onAws();
        const { error, resources } = await construct({ type: "PostgresDatabase", name: "orders", inputs: without });
        assert.deepEqual(error?.problems, [{ path: "version", reason: "is required" }]);
        assert.deepEqual(resources, []);
    });

    it("major: is not moved by an image; the message says both ways on", async () => {
        const { error, resources } = await database({ images: { postgres: images.postgres["18"] } });
        assert.deepEqual(error?.problems, [
            {
                path: "images.postgres",
                reason: 'is PostgreSQL 18 by its tag, and version says "17": take an image of 17, or write version: "18" for a major upgrade',
            },
        ]);
        assert.deepEqual(resources, []);
    });

    it("are not read into the tags of images that have other names or numbers", async () => {
        for (const image of [`registry.example.org/team/database:18.1`, `registry.example.org:5000/postgres:4.2`]) {
            await built({ images: { postgres: `${image}@sha256:${digest}` } });
        }
    });
});

/** The fields of the children that differ, which are the same children under the same names. */
function changedFields(before: Run, after: Run): string[] {
    assert.deepEqual(labels(after.resources), labels(before.resources));
    return before.resources
        .filter(({ custom }) => custom)
        .flatMap((old) => {
            const next = after.resources.find(({ urn }) => urn === old.urn) ?? assert.fail(`${old.urn} is gone`);
            assert.deepEqual(next.replaceOnChanges, [], label(next));
            return differences(old.inputs, next.inputs).map((path) => `${label(old)}: ${path}`);
        })
        .sort();
}

function differences(a: Wire | undefined, b: Wire | undefined, path = ""): string[] {
    if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) {
        return a === b ? [] : [path];
    }
    const left = new Map(Object.entries(a));
    const right = new Map(Object.entries(b));
    const step = (key: string): string => (Array.isArray(a) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`);
    return [...new Set([...left.keys(), ...right.keys()])].flatMap((key) =>
        differences(left.get(key), right.get(key), step(key)),
    );
}
