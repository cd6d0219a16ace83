import { randomInt } from "node:crypto";
import * as net from "node:net";

const host = "127.0.0.1";

/**
 * Below the ports that systems give to outgoing connections (32768 and up on Linux, 49152 and up elsewhere): from among those, any
 * connection of any program could take the port of a server that is just being started again.
 */
const lowest = 20_000;
const highest = 31_999;

/** Distinct ports on the loopback interface that nobody listens on at this moment. */
export async function freePorts(count: number): Promise<number[]> {
    const tried = new Set<number>();
    const free: number[] = [];
    while (free.length < count) {
        const port = randomInt(lowest, highest + 1);
        if (!tried.has(port) && (await busyPorts([port])).length === 0) {
            free.push(port);
        }
        tried.add(port);
        if (tried.size > highest - lowest) {
            throw new Error(
                `no ${count} free ports between ${lowest} and ${highest} on ${host}; end some programs that listen there`,
            );
        }
    }
    return free;
}

/** Which of these ports somebody else listens on. */
export async function busyPorts(ports: readonly number[]): Promise<number[]> {
    const busy = await Promise.all(
        ports.map(async (port) => {
            try {
                await close(await listen(port));
                return [];
            } catch {
                return [port];
            }
        }),
    );
    return busy.flat();
}

function listen(port: number): Promise<net.Server> {
    return new Promise((resolve, reject) => {
        const server = net.createServer();
        server.once("error", reject);
        server.listen({ port, host, exclusive: true }, () => {
            resolve(server);
        });
    });
}

function close(server: net.Server): Promise<void> {
    return new Promise((resolve) => {
        server.close(() => {
            resolve();
        });
    });
}
