/** Below this, nobody waits. In milliseconds. */
const patience = 500;
const interval = 100;

/** A line on the terminal that says how far a long run is; nothing where standard error is no terminal. */
export function progressLine(what: string, stream: NodeJS.WriteStream = process.stderr): Progress {
    const begin = performance.now();
    let last = 0;
    let shown = false;
    return {
        update: (done, all) => {
            const now = performance.now();
            if (stream.isTTY && now - begin > patience && now - last > interval) {
                last = now;
                shown = true;
                stream.write(`\r\x1b[K${done} of ${all} ${what}`);
            }
        },
        end: () => {
            if (shown) {
                stream.write("\r\x1b[K");
            }
        },
    };
}

export interface Progress {
    readonly update: (done: number, all: number) => void;
    readonly end: () => void;
}
