import { ConcurrentUpdateError, type Stack } from "@pulumi/pulumi/automation";
import type { Fleet } from "./fleet";
import { inParallel } from "./inParallel";
import { Progress, type Tell, unchanged } from "./progress";
import { existingStack, operatorPlan, preparedStack, tenantPlan, tenantsWithStack, type StackPlan } from "./stacks";
import { pendingIn, resourcesIn } from "./state";

export interface Result {
    /** A tenant, or `operator`. */
    readonly who: string;
    readonly ended: "changed" | "unchanged" | "failed" | "not tried";
    readonly what: string;
    readonly seconds: number;
}

export interface UpOptions {
    readonly atOnce: number;
    readonly tell: (who: string, line: string) => void;
    /** Asked before each stack: whether to begin nothing new. */
    readonly stopping?: () => boolean;
    /** Ends what runs, in order. */
    readonly signal?: AbortSignal;
}

/**
 * The operator first, with a namespace for each tenant of the file, then the tenants, so many at a time. Whoever fails keeps what was made;
 * the next `up` makes the rest.
 */
export async function bringUp(fleet: Fleet, tenants: readonly string[], options: UpOptions): Promise<Result[]> {
    const forgotten = await databasesOutsideTheFile(fleet);
    if (forgotten.length > 0) {
        const what = `${forgotten.join(", ")} would lose the operator, with a database still there: put it back into the file, or take it down`;
        return [{ who: "operator", ended: "failed", what, seconds: 0 }, ...notTried(tenants, "the operator failed")];
    }
    const operator = await upOne(fleet, "operator", operatorPlan(fleet), options);
    if (operator.ended === "failed" || operator.ended === "not tried") {
        return [operator, ...notTried(tenants, "the operator failed")];
    }
    const results = await inParallel(tenants, options.atOnce, (tenant) =>
        upOne(fleet, tenant, tenantPlan(fleet, tenant), options),
    );
    return [operator, ...results];
}

async function upOne(
    fleet: Fleet,
    who: string,
    plan: StackPlan,
    { tell, stopping, signal }: UpOptions,
): Promise<Result> {
    if (stopping?.() === true) {
        return { who, ended: "not tried", what: "stopped before", seconds: 0 };
    }
    const say: Tell = (line) => {
        tell(who, line);
    };
    const begun = performance.now();
    const progress = new Progress(say);
    const result = (ended: Result["ended"], what: string): Result => {
        say(`${ended}: ${what}`);
        return { who, ended, what, seconds: (performance.now() - begun) / 1000 };
    };
    say("begins");
    try {
        const stack = await preparedStack(fleet, plan);
        await settle(stack, say);
        await stack.up({ color: "never", onEvent: progress.onEvent, ...(signal && { signal }) });
        const { same = 0, ...changes } = progress.changes;
        const real = Object.entries(changes).filter(([operation]) => !unchanged.includes(operation));
        const changed = real.map(([operation, count]) => `${operation} ${count}`);
        return changed.length === 0 ? result("unchanged", `${same} resources`) : result("changed", changed.join(", "));
    } catch (problem) {
        return result("failed", whyFailed(problem, progress));
    }
}

/**
 * A pulumi that was killed leaves operations of which nobody knows how they ended. A refresh looks; what was being made has no id to look
 * for and is forgotten. That is safe here, since every name is fixed: the Kubernetes provider takes over an object that is there already,
 * and AWS refuses a second one, by name.
 */
async function settle(stack: Stack, say: Tell): Promise<void> {
    const pending = pendingIn(await stack.exportStack());
    if (pending.length > 0) {
        say(`was interrupted at ${pending.join(", ")}: looks how that ended`);
        await stack.refresh({ color: "never", clearPendingCreates: true });
    }
}

/** Never the whole output of the command: it is long, and a program may have printed anything. */
export function whyFailed(problem: unknown, { errors }: Progress): string {
    if (problem instanceof ConcurrentUpdateError) {
        return "another pulumi works on the stack, or was killed while it did: `unlock` it when none does";
    }
    if (errors.length > 0) {
        return errors.join("\n");
    }
    const message = problem instanceof Error ? problem.message : String(problem);
    return /error: .*/.exec(message)?.[0] ?? message.split("\n")[0] ?? "";
}

async function databasesOutsideTheFile(fleet: Fleet): Promise<string[]> {
    const others = (await tenantsWithStack(fleet)).filter((tenant) => !fleet.tenants.has(tenant));
    const counts = await inParallel(others, 4, async (tenant) => {
        const stack = await existingStack(fleet, tenantPlan(fleet, tenant));
        return resourcesIn(await stack.exportStack()).length;
    });
    return others.filter((_, index) => (counts[index] ?? 0) > 0);
}

function notTried(tenants: readonly string[], what: string): Result[] {
    return tenants.map((who) => ({ who, ended: "not tried", what, seconds: 0 }));
}
