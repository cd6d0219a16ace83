import assert from "node:assert/strict";
import type { Run } from "./fakeEngine";
import type { Registered } from "./fakeMonitor";

/** `Key orders-volume-key`: short enough to read in a list, and unique within a component. */
export function label({ type, name }: Registered): string {
    return `${kindOf(type)} ${name}`;
}

export function labels(resources: readonly Registered[]): string[] {
    return resources.map(label).sort();
}

/** The one resource of a kind (`Cluster`, `Key`) and name. */
export function the(run: Run, kind: string, name: string): Registered {
    assert.equal(run.error, undefined, "the arguments were accepted");
    const found = run.resources.filter((each) => kindOf(each.type) === kind && each.name === name);
    assert.equal(found.length, 1, `one ${kind} is named ${name} among:\n${labels(run.resources).join("\n")}`);
    return found[0] ?? assert.fail();
}

export function allOf(run: Run, ...kinds: string[]): Registered[] {
    const found = run.resources.filter(({ type }) => kinds.includes(kindOf(type)));
    assert.notEqual(found.length, 0, `there is a ${kinds.join(" or ")}`);
    return found;
}

/** Parent, its parent and so on, nearest first. */
export function ancestors(run: Run, resource: Registered): Registered[] {
    const parent = run.resources.find(({ urn }) => urn === resource.parent);
    return parent === undefined ? [] : [parent, ...ancestors(run, parent)];
}

/** What the engine makes first: all that a resource or one of its ancestors depends on, and what those depend on. */
export function awaited(run: Run, resource: Registered): Registered[] {
    const seen = new Set<string>();
    const visit = (each: Registered): void => {
        for (const urn of [...each.dependencies, each.parent]) {
            const next = run.resources.find((other) => other.urn === urn);
            if (next !== undefined && !seen.has(urn)) {
                seen.add(urn);
                visit(next);
            }
        }
    };
    visit(resource);
    return run.resources.filter(({ urn }) => seen.has(urn));
}

export function assertWaits(run: Run, later: Registered, ...earlier: Registered[]): void {
    assert.notEqual(earlier.length, 0, "there is something to wait for");
    const missed = earlier.filter((each) => !awaited(run, later).includes(each));
    assert.deepEqual(labels(missed), [], `${label(later)} waits for these as well`);
}

export function kindOf(type: string): string {
    return type.split(":").at(-1) ?? type;
}
