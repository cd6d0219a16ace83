import type { Fleet } from "./fleet";
import { named, Progress } from "./progress";
import { existingStack, forgetStack, tenantPlan, tenantsWithStack } from "./stacks";
import { resourcesIn } from "./state";
import { whyFailed } from "./up";

export interface Down {
    readonly ended: "down" | "refused" | "failed";
    readonly lines: readonly string[];
}

/** Takes one tenant's database down. What is protected stops it before anything is gone. */
export async function takeDown(fleet: Fleet, tenant: string, tell: (who: string, line: string) => void): Promise<Down> {
    const progress = new Progress((line) => {
        tell(tenant, line);
    });
    try {
        if (!(await tenantsWithStack(fleet)).includes(tenant)) {
            return { ended: "refused", lines: [`${tenant} has no stack`] };
        }
        const stack = await existingStack(fleet, tenantPlan(fleet, tenant));
        const resources = resourcesIn(await stack.exportStack());
        const guarded = resources.filter(({ protect }) => protect === true);
        if (guarded.length > 0) {
            return {
                ended: "refused",
                lines: [
                    `protected: ${guarded.map(({ urn = "" }) => named(urn)).join(", ")}`,
                    `if you mean it: \`deletionProtection: false\` for ${tenant} in the file, \`up ${tenant}\`, \`down ${tenant}\``,
                ],
            };
        }
        await stack.destroy({ color: "never", onEvent: progress.onEvent });
        await forgetStack(stack);
        const kept = resources.filter(({ custom, retainOnDelete }) => custom === true && retainOnDelete === true);
        return {
            ended: "down",
            lines: [
                ...kept.map(({ urn = "" }) => `left: ${named(urn)}`),
                `left: the volumes (kubectl get pvc -n ${tenant}), and the backups where they lie`,
                `left: the namespace ${tenant} and the operator's rights in it; take ${tenant} out of the file, and the next \`up\` takes the rights away`,
            ],
        };
    } catch (problem) {
        return { ended: "failed", lines: [whyFailed(problem, progress)] };
    }
}
