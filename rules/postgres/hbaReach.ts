import { onceAlone } from "../estate";
import { all, any, not, type Ternary } from "../ternary";
import { hbaField, hbaLines, isKeyword, operatorsLine, tokenIs, type HbaLine } from "./clusterHba";
import { readHbaLine, type HbaEntry } from "./pgHba";
import type { Family } from "./pgHbaAddress";
import type { Field } from "../field";
import type { Subject } from "../subject";

/**
 * Which clients get as far as a line: those whom no line before it rejects all alike. Clients differ in how the connection is
 * protected, in their address family, and in whether they ask for physical replication, which the database `all` does not mean
 * (check_db in hba.c).
 */
export interface Stream {
    readonly transport: "tls" | "gss" | "plain";
    readonly replication: boolean;
}

const transports = ["tls", "gss", "plain"] as const;
const streams: readonly Stream[] = transports.flatMap((transport) =>
    [false, true].map((replication) => ({ transport, replication })),
);
const families = ["v4", "v6"] as const;

/** The connection types that a transport comes under. */
const carriers = {
    tls: ["host", "hostssl", "hostnogssenc"],
    gss: ["host", "hostnossl", "hostgssenc"],
    plain: ["host", "hostnossl", "hostnogssenc"],
} as const;

type Open = Readonly<Record<Family, Ternary>>;

/** One line, and what of each stream gets to it. */
export interface Stop {
    /** Where to point: the list itself for the operator's own line. */
    readonly field: Field;
    readonly text: string;
    readonly isOperators: boolean;
    /** Undefined where the line is not known: it may do anything. */
    readonly entry: HbaEntry | undefined;
    /** Whether any client of the stream that the line speaks of gets to it. */
    admits(stream: Stream): Ternary;
    /** Whether the line takes every address of a family, of which something gets to it. */
    admitsEverybody(stream: Stream): Ternary;
}

/** The lines that let somebody in, the operator's last one included, in the order in which PostgreSQL looks at them. */
export const stopsOf = onceAlone((subject: Subject): readonly Stop[] => {
    const open = new Map<Stream, Open>(streams.map((stream) => [stream, { v4: true, v6: true }]));
    const lines: readonly (HbaLine & { readonly isOperators?: boolean })[] = [
        ...hbaLines(subject),
        {
            field: hbaField(subject),
            text: operatorsLine,
            reading: readHbaLine(operatorsLine, new Set()),
            isOperators: true,
        },
    ];
    return lines.flatMap(({ field, text, reading, isOperators = false }) => {
        if (reading.state === "blank" || reading.state === "unreadable") {
            return [];
        }
        const entry = reading.state === "entry" ? reading : undefined;
        const before = new Map(open);
        for (const [stream, left] of before) {
            open.set(stream, entry === undefined ? afterUnknown(left) : after(entry, stream, left));
        }
        const leftOf = (stream: Stream): Open => before.get(stream) ?? { v4: true, v6: true };
        return [
            {
                field,
                text,
                isOperators,
                entry,
                admits: (stream) => admits(entry, stream, leftOf(stream)),
                admitsEverybody: (stream) => admitsEverybody(entry, stream, leftOf(stream)),
            },
        ];
    });
});

function afterUnknown(left: Open): Open {
    return { v4: all(left.v4, "unknown"), v6: all(left.v6, "unknown") };
}

/** What of the stream is left after a line that may reject it. */
function after(entry: HbaEntry, stream: Stream, left: Open): Open {
    const takes = all(
        tokenIs(entry.method, ["reject"]),
        tokenIs(entry.type, carriers[stream.transport]),
        any(...entry.databases.map((token) => isKeyword(token, stream.replication ? "replication" : "all"))),
        any(...entry.users.map((token) => isKeyword(token, "all"))),
    );
    const rest = (family: Family): Ternary =>
        all(left[family], not(all(takes, entry.address?.everyone[family] ?? false)));
    return { v4: rest("v4"), v6: rest("v6") };
}

function speaksOf(entry: HbaEntry, { transport, replication }: Stream): Ternary {
    const isReplication = (text: string, quoted: boolean): boolean => !quoted && text === "replication";
    return all(
        not(tokenIs(entry.method, ["reject"])),
        tokenIs(entry.type, carriers[transport]),
        // A variable is taken for the name of a database.
        entry.databases.some(({ text, quoted }) => isReplication(text, quoted) === replication),
    );
}

function admits(entry: HbaEntry | undefined, stream: Stream, left: Open): Ternary {
    const some = any(left.v4, left.v6);
    if (entry === undefined) {
        return mayAdmit(stream, left);
    }
    const { family, open = false } = entry.address ?? {};
    const met = family !== undefined ? left[family] : open && left.v4 !== left.v6 ? all(some, "unknown") : some;
    return all(speaksOf(entry, stream), met);
}

/** A line that is not known is not taken to be about replication, which few lines are. */
function mayAdmit({ replication }: Stream, left: Open): Ternary {
    return all(!replication, any(left.v4, left.v6), "unknown");
}

function admitsEverybody(entry: HbaEntry | undefined, stream: Stream, left: Open): Ternary {
    if (entry === undefined) {
        return mayAdmit(stream, left);
    }
    const everyone = entry.address?.everyone ?? { v4: false, v6: false };
    return all(speaksOf(entry, stream), any(...families.map((family) => all(left[family], everyone[family]))));
}

export { streams };
