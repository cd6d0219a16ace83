import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { distributionChromium } from "./distribution";

/** A Chromium without a window, and what pages in it did. */
export interface TestBrowser {
    /** Opens a page's text as a file. */
    readonly open: (html: string, options?: OpenOptions) => Promise<OpenedPage>;
    readonly close: () => Promise<void>;
}

export interface OpenOptions {
    readonly width?: number;
    readonly height?: number;
    readonly dark?: boolean;
    readonly script?: boolean;
}

export interface OpenedPage {
    readonly page: Page;
    /** What the page wrote to its console, and errors that nobody caught. */
    readonly complaints: string[];
    /** Addresses that it asked for, besides its own file. */
    readonly requests: string[];
}

/** Starts the distribution's Chromium in a folder of its own, cut off from every network by a proxy that is not there. */
export async function startBrowser(): Promise<TestBrowser> {
    const chromium = await distributionChromium();
    const folder = mkdtempSync(join(tmpdir(), "hardened-db-browser-"));
    writeFileSync(join(folder, "fonts.conf"), fontsConfiguration(chromium.fonts, join(folder, "fonts")));
    const browser = await puppeteer.launch({
        executablePath: chromium.program,
        userDataDir: join(folder, "profile"),
        args: [
            "--proxy-server=http://127.0.0.1:9",
            "--disable-background-networking",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--force-color-profile=srgb",
            // Chromium's own sandbox does not start for root.
            ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        ],
        env: {
            ...process.env,
            HOME: folder,
            XDG_CACHE_HOME: join(folder, "cache"),
            XDG_CONFIG_HOME: join(folder, "config"),
            LD_LIBRARY_PATH: chromium.libraries.join(":"),
            FONTCONFIG_FILE: join(folder, "fonts.conf"),
            TZ: "UTC",
        },
    });
    let count = 0;
    return {
        open: async (html, options = {}) => {
            count += 1;
            const file = join(folder, `page-${count}.html`);
            writeFileSync(file, html);
            return openFile(browser, file, options);
        },
        close: async () => {
            await browser.close();
            rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
        },
    };
}

async function openFile(browser: Browser, file: string, options: OpenOptions): Promise<OpenedPage> {
    const { width = 1280, height = 900, dark = false, script = true } = options;
    const url = pathToFileURL(file).href;
    const page = await browser.newPage();
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("request", (request) => {
        if (request.url().split("#")[0] !== url) {
            requests.push(request.url());
        }
    });
    await page.setJavaScriptEnabled(script);
    await page.setViewport({ width, height });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }]);
    await page.goto(url, { waitUntil: "load" });
    return { page, complaints, requests };
}

function fontsConfiguration(fonts: string, cache: string): string {
    return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>${fonts}</dir><cachedir>${cache}</cachedir>
<alias><family>sans-serif</family><prefer><family>DejaVu Sans</family></prefer></alias>
<alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
</fontconfig>
`;
}
