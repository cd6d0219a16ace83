import { readFileSync } from "node:fs";
import { parse } from "yaml";

/** provider/postgres/flows.yaml, with the names of places replaced by the places. */
export interface FlowTable {
    connections: readonly Row[];
    fromTheOwnNode: readonly (Connection & { reason: string })[];
}

export interface Place {
    name: string;
    title: string;
    /** Absent for what is no pod of the cluster's network. */
    pod?: { namespace: string; labels: Readonly<Record<string, string>> };
    ipv4?: string;
    ipv6?: string;
}

export interface Connection {
    from: Place;
    to: Place;
    /** For example `TCP/5432`. */
    ports: readonly string[];
}

export interface Row extends Connection {
    /** The argument without which there is no such connection. */
    when?: string;
    reason: string;
    denied: readonly Neighbour[];
}

/** A connection that differs from its row in one thing. */
export interface Neighbour extends Connection {
    wrong: "port" | "pod" | "namespace" | "address" | "direction";
}

interface Written {
    places: Record<string, Omit<Place, "name">>;
    connections: (Omit<Row, "from" | "to" | "denied"> & { from: string; to: string; denied: WrittenNeighbour[] })[];
    "from-the-own-node": { to: string; port: string; reason: string }[];
}

interface WrittenNeighbour {
    wrong: Neighbour["wrong"];
    from?: string;
    to?: string;
    port?: string;
}

export function flowTable(file = "provider/postgres/flows.yaml"): FlowTable {
    const { places, connections, "from-the-own-node": probes } = parse(readFileSync(file, "utf8")) as Written;
    const place = (name: string): Place => {
        const found = places[name];
        if (found === undefined) {
            throw new Error(`${file} has no place "${name}" among ${Object.keys(places).join(", ")}`);
        }
        return { name, ...found };
    };
    const neighbour = (row: Connection, { wrong, from, to, port }: WrittenNeighbour): Neighbour => {
        const [source, target] = wrong === "direction" ? [row.to, row.from] : [row.from, row.to];
        return {
            wrong,
            from: from === undefined ? source : place(from),
            to: to === undefined ? target : place(to),
            ports: port === undefined ? row.ports : [port],
        };
    };
    return {
        connections: connections.map(({ from, to, denied, ...rest }) => {
            const row = { ...rest, from: place(from), to: place(to) };
            return { ...row, denied: denied.map((each) => neighbour(row, each)) };
        }),
        fromTheOwnNode: probes.map(({ to, port, reason }) => ({
            from: place("node"),
            to: place(to),
            ports: [port],
            reason,
        })),
    };
}
