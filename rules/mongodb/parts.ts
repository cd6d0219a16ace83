import type { Field } from "../field";
import { onceAlone } from "../estate";
import { undecided, type Outcome } from "../outcome";
import { whenOn } from "../percona";
import type { Subject } from "../subject";
import { all, any, type Ternary } from "../ternary";
import { isTrue } from "../text";

/** A group of pods of a PerconaServerMongoDB that have the same settings. */
export interface Part {
    readonly field: Field;
    /** What runs there; data of databases lies in `mongod` only. */
    readonly role: "mongod" | "config" | "mongos";
    /** The ConfigMap or Secret that the operator reads in place of `configuration`. */
    readonly configName: string;
}

interface Switched {
    readonly part: Part;
    readonly on: Ternary;
    readonly toggle: Field;
}

/** Judges every part with one of these roles that is switched on. */
export function eachPart(
    subject: Subject,
    roles: readonly Part["role"][],
    judge: (part: Part) => readonly Outcome[],
): readonly Outcome[] {
    const replsets = subject.read("spec.replsets");
    return [
        ...(replsets.isUnknown ? [undecided(replsets)] : []),
        ...partsOf(subject, roles).flatMap(({ part, on, toggle }) => whenOn(on, toggle, judge(part))),
    ];
}

/** Whether the answer is yes for one of them at least. */
export function somePart(subject: Subject, roles: readonly Part["role"][], question: (part: Part) => Ternary): Ternary {
    const parts = partsOf(subject, roles).map(({ part, on }) => all(on, question(part)));
    return any(subject.read("spec.replsets").isUnknown ? "unknown" : false, ...parts);
}

/**
 * The replica sets, their hidden and non-voting members (which inherit nothing but volume and security context) and, when
 * sharded, the config servers and mongos.
 */
const allParts = onceAlone(({ read, name }: Subject): readonly Switched[] => [
    ...read("spec.replsets").items.flatMap((replset, index) => membersOf(replset, name, index)),
    ...shardingOf(read("spec.sharding"), name),
]);

function partsOf(subject: Subject, roles: readonly Part["role"][]): readonly Switched[] {
    return allParts(subject).filter(({ part }) => roles.includes(part.role));
}

function membersOf(replset: Field, cluster: string, index: number): readonly Switched[] {
    const replsetName = replset.child("name").text ?? `rs${index}`;
    const others = [
        { key: "nonvoting", suffix: "nv" },
        { key: "hidden", suffix: "hidden" },
    ].map(({ key, suffix }): Switched => {
        const field = replset.child(key);
        const toggle = field.child("enabled");
        const configName = `${cluster}-${replsetName}-${suffix}`;
        return { part: { field, role: "mongod", configName }, on: isTrue(toggle), toggle };
    });
    const part: Part = { field: replset, role: "mongod", configName: `${cluster}-${replsetName}-mongod` };
    return [{ part, on: true, toggle: replset }, ...others];
}

function shardingOf(sharding: Field, cluster: string): readonly Switched[] {
    const toggle = sharding.child("enabled");
    const on = isTrue(toggle);
    const config: Part = {
        field: sharding.child("configsvrReplSet"),
        role: "config",
        configName: `${cluster}-cfg-mongod`,
    };
    const mongos: Part = { field: sharding.child("mongos"), role: "mongos", configName: `${cluster}-mongos` };
    return [config, mongos].map((part) => ({ part, on, toggle }));
}
