import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { Writer } from "protobufjs/minimal";
import { rules } from "../rules";
import type { Kind } from "../rules/kinds";
import { protoLevels, protoSeverities, type Diagnostic } from "./diagnostics";
import { packName, policies, type Policy } from "./policies";

/**
 * Which policies say nothing of a resource because they are not about its kind. Without this the engine counts them as passed.
 * It is the same for all resources of a kind, so that it is written once; the fields of a message may stand in any order.
 */
export function notApplicable(type: Policy["type"]): (kinds: ReadonlySet<Kind>) => Uint8Array {
    const kindsOf = new Map(rules.map(({ id, kinds }) => [id, kinds]));
    const concerned = policies.filter((policy) => policy.type === type && kindsOf.has(policy.name));
    const written = new Map<string, Uint8Array>();
    return (kinds) => {
        const key = [...kinds].sort().join(" ");
        const before = written.get(key);
        if (before !== undefined) {
            return before;
        }
        const others = concerned.filter(({ name }) => kindsOf.get(name)?.some((kind) => kinds.has(kind)) !== true);
        const bytes = new proto.AnalyzeResponse()
            .setNotApplicableList(others.map(({ name }) => new proto.PolicyNotApplicable().setPolicyName(name)))
            .serializeBinary();
        written.set(key, bytes);
        return bytes;
    };
}

/**
 * An AnalyzeResponse. Written field by field, by the numbers of pulumi/analyzer.proto: the generated classes take several times as
 * long for a stack with thousands of violations.
 */
export function responseOf(diagnostics: readonly Diagnostic[], others: Uint8Array): Buffer {
    const writer = Writer.create();
    for (const { policy, packVersion, description, message, level, severity, urn } of diagnostics) {
        writer.uint32(text(2)).fork();
        writer.uint32(text(1)).string(policy);
        writer.uint32(text(2)).string(packName);
        writer.uint32(text(3)).string(packVersion);
        writer.uint32(text(4)).string(description);
        writer.uint32(text(5)).string(message);
        writer.uint32(number(7)).int32(protoLevels[level]);
        writer.uint32(text(8)).string(urn);
        writer.uint32(number(9)).int32(protoSeverities[severity]);
        writer.ldelim();
    }
    return Buffer.concat([writer.finish(), others]);
}

/** The key of a field that has a length: a text, or a message within this one. */
function text(field: number): number {
    return (field << 3) | 2;
}

/** The key of a field that is a number. */
function number(field: number): number {
    return field << 3;
}
