import * as https from "node:https";

import { isRecord } from "./json";

/** How to reach an API server as somebody. */
export interface ApiAccess {
    /** https://127.0.0.1:PORT */
    server: string;
    /** PEM of the certificates to trust. */
    certificateAuthority: string;
    token: string;
}

/** An answer that says no: the API server's own words, and its status code. */
export class ApiError extends Error {
    constructor(
        readonly status: number,
        message: string,
    ) {
        super(message);
    }
}

export interface ApiRequest {
    method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
    body?: unknown;
    /** For PATCH; server-side apply is "application/apply-patch+yaml". */
    contentType?: string;
    timeoutMilliseconds?: number;
}

/** Asks the API server; resolves to the parsed answer, or to text when it is none (/readyz). */
export async function request(access: ApiAccess, path: string, options: ApiRequest = {}): Promise<unknown> {
    const { status, text } = await send(access, path, options);
    let answer: unknown;
    try {
        answer = JSON.parse(text);
    } catch {
        answer = text;
    }
    if (status >= 400) {
        const says = isRecord(answer) && typeof answer["message"] === "string" ? answer["message"] : text.trim();
        throw new ApiError(status, `${options.method ?? "GET"} ${path}: ${status} ${says}`);
    }
    return answer;
}

/** The items of a list; each carries whatever the server sent. */
export async function list(access: ApiAccess, path: string): Promise<Record<string, unknown>[]> {
    const answer = await request(access, path);
    const items: unknown = isRecord(answer) ? answer["items"] : undefined;
    if (!Array.isArray(items)) {
        throw new Error(`${path} answered something that is no list`);
    }
    return items.filter(isRecord);
}

/** Creates or changes an object by server-side apply, as `kubectl apply --server-side` does. */
export async function apply(access: ApiAccess, path: string, object: unknown): Promise<unknown> {
    return request(access, `${path}?fieldManager=hardened-db-sandbox&force=true`, {
        method: "PATCH",
        // JSON is YAML: no second format is needed here.
        contentType: "application/apply-patch+yaml",
        body: object,
    });
}

function send(access: ApiAccess, path: string, options: ApiRequest): Promise<{ status: number; text: string }> {
    const body = options.body === undefined ? undefined : JSON.stringify(options.body);
    return new Promise((resolve, reject) => {
        const outgoing = https.request(
            new URL(path, access.server),
            {
                method: options.method ?? "GET",
                ca: access.certificateAuthority,
                agent: false,
                timeout: options.timeoutMilliseconds ?? 10_000,
                headers: {
                    accept: "application/json",
                    authorization: `Bearer ${access.token}`,
                    ...(body === undefined
                        ? {}
                        : {
                              "content-type": options.contentType ?? "application/json",
                              "content-length": Buffer.byteLength(body),
                          }),
                },
            },
            (incoming) => {
                const pieces: Buffer[] = [];
                incoming.on("data", (piece: Buffer) => pieces.push(piece));
                incoming.on("error", reject);
                incoming.on("end", () => {
                    resolve({ status: incoming.statusCode ?? 0, text: Buffer.concat(pieces).toString() });
                });
            },
        );
        outgoing.on("timeout", () => outgoing.destroy(new Error(`${access.server}${path} did not answer in time`)));
        outgoing.on("error", reject);
        outgoing.end(body);
    });
}
