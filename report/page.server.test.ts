/// <reference lib="dom" />
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
import { everyStatus } from "./samples";

const axe = readFileSync(createRequire(__filename).resolve("axe-core/axe.min.js"), "utf8");
const report = everyStatus();
const html = complianceHtml(report);

/** How many controls are in sight. */
function inSight(page: Page): Promise<number> {
    return page.$$eval(".control", (rows) => rows.filter((row) => row.checkVisibility()).length);
}

function settled(page: Page): Promise<unknown> {
    return page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 150)));
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
            const shown = await page.$$eval("#s0 .control", (rows) =>
                rows.map((row) => row.querySelector(".key")?.textContent),
            );
            assert.deepEqual(shown, [...controlKeys]);
        }));

    it("shows text of strangers as text", () =>
        opened({}, async ({ page }) => {
            assert.equal(
                await page.$$eval("img, iframe, script[src], a[href^='javascript']", (found) => found.length),
                0,
            );
            const text = await page.$eval("main", (main) => main.textContent);
            assert.ok(text.includes("<img src=x onerror=alert(1)>"));
            assert.ok(text.includes("\\u{202e}"), "a character that turns text around is named");
        }));

    it("filters by status, by database and by words, and says how many are left", () =>
        opened({}, async ({ page }) => {
            const count = (status: string): number =>
                report.scopes.reduce((sum, { counts }) => sum + (counts[status as "violated"] ?? 0), 0);
            await page.click(".pick.violated input");
            await settled(page);
            assert.equal(await inSight(page), all - count("violated"));
            assert.equal(
                await page.$eval("output", (output) => output.textContent),
                `${all - count("violated")} of ${all} controls`,
            );
            await page.click("[type=reset]");
            await settled(page);
            assert.equal(await inSight(page), all);
            await page.select("select", "1");
            await settled(page);
            assert.equal(await inSight(page), report.scopes[1]?.controls.length);
            await page.select("select", "");
            await page.type("[type=search]", "um-3 passwords");
            await settled(page);
            const keys = await page.$$eval(".control:not([hidden]) .key", (found) =>
                found.map((key) => key.textContent),
            );
            assert.ok(keys.length >= 2 && keys.length < 20 && keys.includes("UM-3"), keys.join());
            await page.type("[type=search]", " nothing-has-this");
            await settled(page);
            assert.ok(await page.$eval(".empty", (empty) => empty.checkVisibility()));
        }));

    it("opens and closes all details, and the row that a link leads to, also one that a filter hides", () =>
        opened({}, async ({ page }) => {
            const open = (): Promise<number> => page.$$eval(".control details[open]", (found) => found.length);
            const before = await open();
            await page.click("[name=toggle]");
            assert.equal(await open(), await page.$$eval(".control details", (found) => found.length));
            assert.equal(await page.$eval("[name=toggle]", (button) => button.getAttribute("aria-pressed")), "true");
            await page.click("[name=toggle]");
            assert.ok((await open()) === 0 && before > 0);
            await page.click(".pick.missing input");
            await settled(page);
            await page.evaluate(() => {
                location.hash = "#s0-CM-4";
            });
            await settled(page);
            assert.ok(
                await page.$eval(
                    "#s0-CM-4",
                    (row) => row.checkVisibility() && row.querySelector("details")?.open === true,
                ),
            );
        }));

    it("can be used with the keyboard alone, and shows where the focus is", () =>
        opened({}, async ({ page }) => {
            await page.keyboard.press("Tab");
            assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Skip to the controls");
            const seen: string[] = [];
            for (let step = 0; step < 16; step += 1) {
                await page.keyboard.press("Tab");
                const focus = await page.evaluate(() => {
                    const active = document.activeElement;
                    const box = active?.parentElement?.querySelector("input + span") ?? active;
                    return {
                        what: `${active?.tagName.toLowerCase() ?? ""} ${active?.getAttribute("value") ?? active?.getAttribute("name") ?? active?.getAttribute("type") ?? ""}`,
                        outline: box === null || box === undefined ? "" : getComputedStyle(box).outlineStyle,
                    };
                });
                assert.notEqual(focus.outline, "none", focus.what);
                seen.push(focus.what);
            }
            for (const what of ["input violated", "select ", "input search", "button toggle", "button reset"]) {
                assert.ok(
                    seen.some((each) => each.startsWith(what)),
                    `${what} of ${seen.join(", ")}`,
                );
            }
            await page.focus(".pick.violated input");
            await page.keyboard.press("Space");
            await settled(page);
            assert.ok((await inSight(page)) < all);
            await page.focus("#s0-SM-2 summary");
            await page.keyboard.press("Enter");
            assert.ok(await page.$eval("#s0-SM-2 details", (details) => details.open));
        }));

    for (const options of [{}, { dark: true }, { width: 360, height: 740 }]) {
        it(`has nothing that axe finds fault with (${JSON.stringify(options)})`, () =>
            opened(options, async ({ page }) => {
                await page.click("[name=toggle]");
                await page.$eval(".reading details", (details) => {
                    details.open = true;
                });
                // Runs in the inspector's world, which the page's policy does not bind.
                const violations = await page.evaluate(
                    `${axe}; axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.slice(0, 3).map(({ html, failureSummary }) => html.slice(0, 160) + " " + failureSummary).join(" | ")))`,
                );
                assert.deepEqual(violations, []);
            }));
    }

    it("needs no sideways scrolling at 360 pixels, closed or open", () =>
        opened({ width: 360, height: 740 }, async ({ page }) => {
            const width = (): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth);
            assert.equal(await width(), 360);
            await page.click("[name=toggle]");
            assert.equal(await width(), 360);
        }));

    it("is dark where the reader's system is", async () => {
        const ground = (options: OpenOptions): Promise<string> =>
            opened(options, ({ page }) => page.evaluate(() => getComputedStyle(document.body).backgroundColor));
        assert.equal(await ground({}), "rgb(246, 247, 249)");
        assert.equal(await ground({ dark: true }), "rgb(16, 21, 28)");
    });

    it("can be read without its script: everything is there, and no filter that does nothing", () =>
        opened({ script: false }, async ({ page }) => {
            const text = await page.$eval("main", (main) => main.textContent);
            for (const key of controlKeys) {
                assert.ok(text.includes(key), key);
            }
            assert.ok(!(await page.$eval(".filters", (filters) => filters.checkVisibility())));
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
                assert.ok(!text.includes("Find words"), "filters stay off the paper");
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
