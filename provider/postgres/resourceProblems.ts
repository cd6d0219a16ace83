import type { Problem } from "../core/problems";
import type { ResourcesArgs } from "../kubernetes/arguments";
import { bytesOf, thousandthsOf } from "../kubernetes/quantity";

/** A program, and the memory without which it does not run. */
interface Program {
    name: string;
    least: string;
}

/** Its default of shared_buffers is 128 MB, and CloudNativePG's own process needs some. */
const postgres: Program = { name: "PostgreSQL", least: "256Mi" };
export const pgBouncer: Program = { name: "PgBouncer and its manager", least: "64Mi" };

/** What is wrong with `pods.resources` beyond its form; paths are relative to it. */
export function resourceProblems(
    { cpu, memory, cpuLimit }: ResourcesArgs,
    sharedBuffers?: string,
    program = postgres,
): Problem[] {
    return [
        ...(cpu === undefined ? [] : cpuProblems("cpu", cpu)),
        ...(cpuLimit === undefined ? [] : cpuProblems("cpuLimit", cpuLimit)),
        ...(cpu === undefined || cpuLimit === undefined ? [] : limitProblems(cpu, cpuLimit)),
        ...(memory === undefined ? [] : memoryProblems(memory, sharedBuffers, program)),
    ];
}

function cpuProblems(path: string, quantity: string): Problem[] {
    const share = thousandthsOf(quantity);
    if (share === undefined) {
        return [{ path, reason: `"${quantity}" is not a number of CPUs; write for example 500m, 2 or 1.5` }];
    }
    return share === 0n ? [{ path, reason: `"${quantity}" is none; write for example 500m, or take it out` }] : [];
}

function limitProblems(cpu: string, cpuLimit: string): Problem[] {
    const [request, limit] = [thousandthsOf(cpu), thousandthsOf(cpuLimit)];
    return request !== undefined && limit !== undefined && limit !== 0n && request > limit
        ? [{ path: "cpuLimit", reason: `"${cpuLimit}" is less than what is set aside (cpu: "${cpu}")` }]
        : [];
}

function memoryProblems(memory: string, sharedBuffers: string | undefined, { name, least }: Program): Problem[] {
    const path = "memory";
    const bytes = bytesOf(memory);
    if (bytes === undefined) {
        return [
            {
                path,
                reason: `"${memory}" is not an amount of memory; write a whole number and a unit, for example 2Gi`,
            },
        ];
    }
    if (bytes < (bytesOf(least) ?? 0n)) {
        return [{ path, reason: `"${memory}" is too little for ${name}; write ${least} or more` }];
    }
    const buffers = sharedBuffers === undefined ? undefined : postgresBytes(sharedBuffers);
    // CloudNativePG refuses it too, when nobody looks any more (validateResources in its Cluster validation).
    return buffers !== undefined && buffers > bytes
        ? [
              {
                  path,
                  reason: `"${memory}" is less than the parameter shared_buffers (${sharedBuffers ?? ""}) takes; write more`,
              },
          ]
        : [];
}

/** Of a setting with a unit; CloudNativePG takes one without for megabytes, PostgreSQL for blocks of 8 kB: that is left to them. */
function postgresBytes(setting: string): bigint | undefined {
    const [, count, unit] = /^(\d+) ?([kMGT])B$/.exec(setting) ?? [];
    return count === undefined || unit === undefined ? undefined : bytesOf(`${count}${unit === "k" ? "K" : unit}i`);
}
