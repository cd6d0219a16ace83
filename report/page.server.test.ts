import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "puppeteer-core";
import { controlKeys } from "../controls";
import { startBrowser, type OpenedPage, type OpenOptions, type TestBrowser } from "../testing/browser/browser";
import { textOfPdf } from "../testing/browser/pdf";
import { complianceHtml } from "./html";
import { everyStatus } from "../testing/reportSamples";

const axe = readFileSync(createRequire(__filename).resolve("axe-core/axe.min.js"), "utf8");
const report = everyStatus();
const html = complianceHtml(report);

/** What an expression comes to in the page, where `all` and `one` find elements. Written as text: this project's types know no DOM. */
function ask(page: Page, expression: string): Promise<unknown> {
    return page.evaluate(
        `(() => { const all = (what) => [...document.querySelectorAll(what)]; const one = (what) => document.querySelector(what); return (${expression}); })()`,
    );
}

async function askForTexts(page: Page, expression: string): Promise<readonly string[]> {
    const answer = await ask(page, expression);
    assert.ok(Array.isArray(answer));
    return answer.map(String);
}

async function askForNumber(page: Page, expression: string): Promise<number> {
    return Number(await ask(page, expression));
}

/** How many controls are in sight. */
function inSight(page: Page): Promise<number> {
    return askForNumber(page, `all(".control").filter((row) => row.checkVisibility()).length`);
}

/** The page filters a moment after a key, not at each of them. */
async function settled(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 250));
}

describe("the report's page, in a Chromium", function () {
    this.timeout(300_000);
    let browser: TestBrowser;
    const all = report.scopes.reduce((sum, { controls }) => sum + controls.length, 0);

    before("Chromium starts (fetched once)", async () => {
        browser = await startBrowser();
    });
    after(() => browser.close());

    async function opened<Result>(options: OpenOptions, use: (opened: OpenedPage) => Promise<Result>): Promise<Result> {
        const opened = await browser.open(html, options);
        try {
            const result = await use(opened);
            assert.deepEqual(opened.complaints, [], "the console stays silent");
            assert.deepEqual(opened.requests, [], "nothing is fetched");
            return result;
        } finally {
            await opened.page.close();
        }
    }

    it("has every control of every database, each with its status", () =>
        opened({}, async ({ page }) => {
            assert.equal(await inSight(page), all);
            assert.deepEqual(await ask(page, `all("#s0 .control .key").map((key) => key.textContent)`), [
                ...controlKeys,
            ]);
            assert.equal(await ask(page, `all(".control .badge").length`), all);
        }));

    it("shows text of strangers as text", () =>
        opened({}, async ({ page }) => {
            assert.equal(await ask(page, `all("img, iframe, script[src], a[href^='javascript']").length`), 0);
            const text = String(await ask(page, `one("main").textContent`));
            assert.ok(text.includes("<img src=x onerror=alert(1)>"));
            assert.ok(text.includes("\\u{202e}"), "a character that turns text around is named");
        }));

    it("filters by status, by database and by words, and says how many are left", () =>
        opened({}, async ({ page }) => {
            const violated = report.scopes.reduce((sum, { counts }) => sum + counts.violated, 0);
            await page.click(".pick.violated input");
            await settled();
            assert.equal(await inSight(page), all - violated);
            assert.equal(await ask(page, `one("output").value`), `${all - violated} of ${all} controls`);
            await page.click("[type=reset]");
            await settled();
            assert.equal(await inSight(page), all);
            await page.select("select", "1");
            await settled();
            assert.equal(await inSight(page), report.scopes[1]?.controls.length);
            await page.select("select", "");
            await page.type("[type=search]", "um-3 passwords");
            await settled();
            const keys = await askForTexts(page, `all(".control:not([hidden]) .key").map((key) => key.textContent)`);
            assert.ok(keys.length >= 2 && keys.length < 20 && keys.includes("UM-3"), keys.join());
            await page.type("[type=search]", " nothing-has-this");
            await settled();
            assert.equal(await ask(page, `one(".empty").checkVisibility()`), true);
        }));

    it("opens and closes all details, and the row that a link leads to, also one that a filter hides", () =>
        opened({}, async ({ page }) => {
            const open = (): Promise<number> => askForNumber(page, `all(".control details[open]").length`);
            const before = await open();
            await page.click("[name=toggle]");
            assert.equal(await open(), await ask(page, `all(".control details").length`));
            assert.equal(await ask(page, `one("[name=toggle]").getAttribute("aria-pressed")`), "true");
            await page.click("[name=toggle]");
            assert.ok((await open()) === 0 && before > 0);
            await page.click(".pick.missing input");
            await settled();
            await ask(page, `location.hash = "#s0-CM-4"`);
            await settled();
            assert.equal(await ask(page, `one("#s0-CM-4").checkVisibility() && one("#s0-CM-4 details").open`), true);
        }));

    it("can be used with the keyboard alone, and shows where the focus is", () =>
        opened({}, async ({ page }) => {
            await page.keyboard.press("Tab");
            assert.equal(await ask(page, "document.activeElement.textContent"), "Skip to the controls");
            const seen: string[] = [];
            for (let step = 0; step < 16; step += 1) {
                await page.keyboard.press("Tab");
                const [what = "", outline = ""] = await askForTexts(
                    page,
                    `((active) => [
                        active.tagName.toLowerCase() + " " + (active.getAttribute("value") ?? active.getAttribute("name") ?? active.getAttribute("type") ?? ""),
                        getComputedStyle(active.parentElement.querySelector("input + span") ?? active).outlineStyle,
                    ])(document.activeElement)`,
                );
                assert.notEqual(outline, "none", what);
                seen.push(what);
            }
            for (const what of ["input violated", "select ", "input search", "button toggle", "button reset"]) {
                assert.ok(
                    seen.some((each) => each.startsWith(what)),
                    `${what} of ${seen.join(", ")}`,
                );
            }
            await page.focus(".pick.violated input");
            await page.keyboard.press("Space");
            await settled();
            assert.ok((await inSight(page)) < all);
            await page.focus("#s0-SM-2 summary");
            await page.keyboard.press("Enter");
            assert.equal(await ask(page, `one("#s0-SM-2 details").open`), true);
        }));

    for (const options of [{}, { dark: true }, { width: 360, height: 740 }]) {
        it(`has nothing that axe finds fault with (${JSON.stringify(options)})`, () =>
            opened(options, async ({ page }) => {
                await page.click("[name=toggle]");
                await ask(page, `one(".reading details").open = true`);
                // Runs in the inspector's world, which the page's policy does not bind.
                await page.evaluate(axe);
                const violations = await ask(
                    page,
                    `axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations.map(({ id, nodes }) =>
                        id + ": " + nodes.slice(0, 3).map(({ html, failureSummary }) => html.slice(0, 160) + " " + failureSummary).join(" | ")))`,
                );
                assert.deepEqual(violations, []);
            }));
    }

    it("needs no sideways scrolling at 360 pixels, closed or open", () =>
        opened({ width: 360, height: 740 }, async ({ page }) => {
            assert.equal(await ask(page, "document.documentElement.scrollWidth"), 360);
            await page.click("[name=toggle]");
            assert.equal(await ask(page, "document.documentElement.scrollWidth"), 360);
        }));

    it("is dark where the reader's system is", async () => {
        const ground = (options: OpenOptions): Promise<unknown> =>
            opened(options, ({ page }) => ask(page, "getComputedStyle(document.body).backgroundColor"));
        assert.equal(await ground({}), "rgb(246, 247, 249)");
        assert.equal(await ground({ dark: true }), "rgb(16, 21, 28)");
    });

    it("can be read without its script: everything is there, and no filter that does nothing", () =>
        opened({ script: false }, async ({ page }) => {
            const text = String(await ask(page, `one("main").textContent`));
            for (const key of controlKeys) {
                assert.ok(text.includes(key), key);
            }
            assert.equal(await ask(page, `one(".filters").checkVisibility()`), false);
        }));

    for (const script of [true, false]) {
        it(`prints everything, whatever is closed or filtered away${script ? "" : ", also without its script"}`, () =>
            opened({ script }, async ({ page }) => {
                const text = (await textOfPdf(await page.pdf({ preferCSSPageSize: true }))).replace(/\s+/g, " ");
                for (const key of controlKeys) {
                    assert.ok(text.includes(key), `${key} is not printed`);
                }
                for (const words of [
                    "What to do instead",
                    "What to record",
                    "Accepted by data-platform until 2027-03-31, SEC-812",
                    "postgres-superuser-access",
                    "The evidence is 695 days old",
                ]) {
                    assert.ok(text.includes(words), `"${words}" is not printed`);
                }
                assert.ok(!text.includes("Find TLS"), "filters stay off the paper");
            }));
    }

    it("takes pictures of itself for whoever wants to look: light, dark, narrow", async () => {
        const folder = mkdtempSync(join(tmpdir(), "hardened-db-pictures-"));
        try {
            const pictures = { light: {}, dark: { dark: true }, narrow: { width: 360, height: 740 } };
            for (const [name, options] of Object.entries(pictures)) {
                const file = join(process.env["PICTURES"] ?? folder, `${name}.png`);
                await opened(options, async ({ page }) => {
                    writeFileSync(file, await page.screenshot());
                });
                assert.ok(statSync(file).size > 10_000, `${name} is no empty page`);
            }
        } finally {
            rmSync(folder, { recursive: true, force: true });
        }
    });
});
