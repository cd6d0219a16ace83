import { isUnknown, type Known } from "../core/known";
import type { Problem } from "../core/problems";
import type { S3PlatformArgs } from "./arguments";

/** What is wrong with `platform.s3` beyond its form; paths are relative to it. */
export function s3Problems({ endpoint, prefix }: Known<S3PlatformArgs>): Problem[] {
    return [
        ...(isUnknown(endpoint) ? [] : endpointProblems(endpoint)),
        ...(prefix === undefined ? [] : folderProblems("prefix", prefix)),
    ];
}

/** What is wrong with a folder in a bucket. */
export function folderProblems(path: string, folder: string): Problem[] {
    return /^\/|\/$|\/\//.test(folder)
        ? [
              {
                  path,
                  reason: `"${folder}" must not begin or end with "/" or hold an empty part; write for example "databases/orders"`,
              },
          ]
        : [];
}

function endpointProblems(endpoint: string): Problem[] {
    const path = "endpoint";
    // Before the endpoint is shown in any message.
    if (endpoint.includes("@")) {
        return [
            { path, reason: "must not hold a user or password; they belong in the Secret that `credentials` names" },
        ];
    }
    if (!URL.canParse(endpoint)) {
        return [{ path, reason: `"${endpoint}" is not a URL; write for example https://s3.example.org` }];
    }
    return new URL(endpoint).protocol === "https:"
        ? []
        : [
              {
                  path,
                  reason: `"${endpoint}" would send backups and keys in the clear; write an https:// URL (and name its CA in \`ca\` if it is a private one)`,
              },
          ];
}
