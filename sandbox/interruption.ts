import { constants } from "node:os";

/** Not SIGHUP: a listener would undo nohup(1). */
const interruptions = ["SIGINT", "SIGTERM"] as const;

/**
 * Whoever is interrupted ends as usual, so that the listeners on `exit` end what was started; without this Node.js ends at once and
 * asks none of them.
 */
export function exitWhenInterrupted(): void {
    for (const interruption of interruptions) {
        process.once(interruption, () => {
            process.exit(128 + constants.signals[interruption]);
        });
    }
}
