/** A part of a text that may not be longer than so many bytes; its rows are left out from the end. */
export interface Part {
    /** Of the room there is, before parts that need less leave theirs to the others. */
    readonly share: number;
    readonly head: string;
    readonly rows: readonly string[];
    readonly foot: string;
    /** The sentence that says how many rows are missing. */
    readonly leftOut: (count: number) => string;
}

/** `begin` and all parts that have rows, with as many rows as fit into `limit` bytes. */
export function fitted(begin: string, parts: readonly Part[], limit: number): string {
    const filled = parts.filter(({ rows }) => rows.length > 0);
    const frames = filled.map(({ head, foot, rows, leftOut }) => bytes(head + foot + leftOut(rows.length)));
    let room = limit - frames.reduce((sum, frame) => sum + frame, bytes(begin));
    const kept = filled.map(() => 0);
    const take = (index: number, allowance: number): void => {
        let rest = allowance;
        for (const row of filled[index]?.rows.slice(kept[index]) ?? []) {
            const size = bytes(row);
            if (size > rest) {
                break;
            }
            rest -= size;
            room -= size;
            kept[index] = (kept[index] ?? 0) + 1;
        }
    };
    const shared = room;
    for (const [index, { share }] of filled.entries()) {
        take(index, Math.floor(shared * share));
    }
    for (const index of filled.keys()) {
        take(index, room);
    }
    return (
        begin +
        filled
            .map(({ head, rows, foot, leftOut }, index) => {
                const count = kept[index] ?? 0;
                const missing = rows.length - count;
                return head + rows.slice(0, count).join("") + (missing > 0 ? leftOut(missing) : "") + foot;
            })
            .join("")
    );
}

function bytes(text: string): number {
    return Buffer.byteLength(text);
}
