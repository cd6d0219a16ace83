import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { controlKeys, controls, engineNames } from "../controls";
import { rules } from "../rules";
import { contentOf } from "./files";
import { controlTable } from "./controlTable";
import { hardeningGuides } from "./hardeningGuides";
import { ruleIndex } from "./ruleIndex";
import { rulePages } from "./rulePages";
import { waiverArguments } from "./waiverArguments";

/** Relative links of a document, as paths from the root, with their anchors. */
function linksIn(file: string, text: string): readonly { path: string; anchor: string | undefined }[] {
    return [...text.matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)]*))?\)/g)].map(([, path = "", anchor]) => ({
        path: path === "" ? file : normalize(join(dirname(file), path)),
        anchor,
    }));
}

describe("the generated documents", function () {
    this.timeout(120_000);
    const guides = hardeningGuides();
    const pages: Readonly<Record<string, string>> = {
        ...rulePages(),
        ...guides,
        "docs/rules/README.md": ruleIndex(),
        "docs/controls.md": controlTable(),
    };

    it("lead only to what is there", () => {
        for (const [file, text] of Object.entries(pages)) {
            for (const { path, anchor } of linksIn(file, text)) {
                const target = pages[path] ?? contentOf(path);
                assert.ok(target !== undefined || existsSync(path), `${file} leads to ${path}`);
                assert.ok(
                    anchor === undefined || target?.includes(`<a id="${anchor}">`) === true,
                    `${file}: #${anchor ?? ""}`,
                );
            }
        }
    });

    it("have a page for each rule, with what fails, what passes, why, and what to do", () => {
        for (const { id, why, fix } of rules) {
            const page = pages[`docs/rules/${id}.md`] ?? assert.fail(id);
            for (const part of [why, fix, "## What fails", "## What passes", `hardened-db waive ${id}`]) {
                assert.ok(page.includes(part), `${id}: ${part}`);
            }
        }
    });

    it("have a row for each of the 52 controls", () => {
        const table = pages["docs/controls.md"] ?? "";
        assert.deepEqual(
            [...table.matchAll(/^\| <a id="[a-z0-9-]+"><\/a>\*\*([A-Z]+-\d+)\*\*/gm)].map(([, key]) => key),
            [...controlKeys],
        );
    });

    it("say for each engine what cannot be done, with the way on, and what only evidence shows [D-2]", () => {
        for (const engine of engineNames) {
            const guide = guides[`docs/hardening/${engine}.md`] ?? assert.fail(engine);
            for (const control of controls) {
                const answer = control.answers[engine];
                assert.ok(guide.includes(answer.note.replaceAll("|", "\\|")), `${engine} ${control.key}`);
                assert.ok(answer.how !== "impossible" || guide.includes(answer.instead), `${engine} ${control.key}`);
                assert.ok(control.check === "rules" || guide.includes(control.evidence.record), control.key);
            }
        }
    });

    it("say where there is a component, and where there is none yet", () => {
        assert.match(guides["docs/hardening/postgres.md"] ?? "", /## What is enforced by default/);
        for (const engine of engineNames.filter((name) => name !== "postgres")) {
            assert.match(guides[`docs/hardening/${engine}.md`] ?? "", /There is no component for \w+ yet/);
        }
    });

    it("name every argument that takes a waiver, also those in lists and in types that hold themselves", () => {
        const waiver = { required: ["reason", "owner", "expires"], description: "why" };
        const definitions = {
            Args: {
                properties: {
                    users: { type: "array", items: { $ref: "#/definitions/User" } },
                    tls: { properties: { allow: { $ref: "#/definitions/Waiver", description: "plaintext" } } },
                    plain: { type: "string" },
                },
            },
            User: { properties: { wide: { $ref: "#/definitions/Waiver" }, friend: { $ref: "#/definitions/User" } } },
            Waiver: waiver,
        };
        assert.deepEqual(waiverArguments("Args", definitions), [
            { path: "users[].wide", description: "why", schema: { $ref: "#/definitions/Waiver" } },
            { path: "tls.allow", description: "plaintext", schema: definitions.Args.properties.tls.properties.allow },
        ]);
    });
});
