import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../sandbox/run";
import { goEnvironment } from "./programs";
import { pipFromCache } from "./python/environment";
import { stageForTests } from "./stageForTests";

const languages = ["TypeScript", "Python", "Go", "YAML"];

describe("Somebody with the README alone", function () {
    // The packages of a language come from its registry.
    this.timeout(15 * 60_000);
    const { stage } = stageForTests({ operators: false });
    const previews: { language: string; created: string }[] = [];

    for (const language of languages) {
        it(`goes from an empty folder to a preview in ${language}`, async () => {
            const place = join(stage().directory, language);
            const checkout = join(place, "hardened-db");
            for (const made of ["bin", "sdk"]) {
                cpSync(made, join(checkout, made), { recursive: true });
            }
            const state = join(place, "state");
            mkdirSync(state);
            const env = {
                ...stage().env,
                ...goEnvironment,
                ...(await pipFromCache(console.log)),
                PULUMI_BACKEND_URL: `file://${state}`,
            };

            const script = scriptOf(sectionOf(readFileSync("README.md", "utf8"), language));
            const { code, stdout, stderr } = await run("bash", ["-euc", script], { cwd: checkout, env });

            assert.equal(code, 0, `${stdout}${stderr}`);
            assert.match(stdout, /hardened-db:index:PostgresDatabase +orders +create/);
            previews.push({ language, created: / (\d+) to create/.exec(stdout)?.[1] ?? stdout });
        });
    }

    it("is shown the same number of resources in each", () => {
        const [first] = previews;
        assert.ok(Number(first?.created) > 50, first?.created);
        assert.deepEqual(
            previews,
            languages.map((language) => ({ language, created: first?.created })),
        );
    });
});

/** What stands below the heading of a language in "In your language". */
function sectionOf(readme: string, language: string): string {
    const chapter = /^## In your language\n(.*?)^## /ms.exec(readme)?.[1] ?? "";
    const section = new RegExp(`^### ${language}\n(.*?)(?=^### |$(?![^]))`, "ms").exec(chapter)?.[1];
    assert.ok(section !== undefined, `the README has a section for ${language}`);
    return section;
}

/** Its commands as they stand, and its files, each under the name before it, written where it comes in the text. */
function scriptOf(section: string): string {
    const blocks = section.matchAll(/(?:^`(?<file>[^`\n]+)`:\n\n)?^```(?<kind>\w+)\n(?<content>.*?)^```$/gms);
    return [...blocks]
        .map(({ groups }) => {
            const file = groups?.["file"];
            const content = groups?.["content"] ?? "";
            if (groups?.["kind"] === "console") {
                return content.replace(/^\$ /gm, "");
            }
            assert.ok(file !== undefined, `the README names the file of: ${content}`);
            return `cat > '${file}' <<'END OF FILE'\n${content}END OF FILE\n`;
        })
        .join("");
}
