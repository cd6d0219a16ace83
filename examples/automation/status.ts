import type { Fleet } from "./fleet";
import { inParallel } from "./inParallel";
import { existingStack, tenantPlan, tenantsWithStack } from "./stacks";
import { pendingIn, resourcesIn } from "./state";

export interface Status {
    readonly tenant: string;
    readonly state: string;
    readonly resources: number;
    readonly lastUpdate: string;
}

/** How each tenant stands by its state, without asking the cluster. */
export async function statusOf(fleet: Fleet): Promise<Status[]> {
    const there = new Set(await tenantsWithStack(fleet));
    const all = [...new Set([...fleet.tenants.keys(), ...there])].sort();
    return inParallel(all, fleet.atOnce, async (tenant) => {
        if (!there.has(tenant)) {
            return { tenant, state: "not there", resources: 0, lastUpdate: "" };
        }
        const stack = await existingStack(fleet, tenantPlan(fleet, tenant));
        const exported = await stack.exportStack();
        const last = await stack.info();
        const pending = pendingIn(exported);
        const known = fleet.tenants.has(tenant) ? "" : ", not in the file";
        const state =
            pending.length > 0 ? `interrupted at ${pending.join(", ")}` : (last?.result ?? "never brought up");
        return {
            tenant,
            state: `${state === "succeeded" ? "up" : state}${known}`,
            resources: resourcesIn(exported).length,
            lastUpdate: last === undefined ? "" : last.endTime.toISOString(),
        };
    });
}
