// Loaded before a measured program: leaves its peak memory, in KiB, where PEAK_FILE says.
import { writeFileSync } from "node:fs";

process.on("exit", () => {
    writeFileSync(process.env.PEAK_FILE, String(process.resourceUsage().maxRSS));
});
