import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { rules } from "../rules";
import type { Kind } from "../rules/kinds";
import { policies, type Policy } from "./policies";

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

export function responseOf(diagnostics: readonly proto.AnalyzeDiagnostic[], others: Uint8Array): Buffer {
    return diagnostics.length === 0
        ? Buffer.from(others)
        : Buffer.concat([new proto.AnalyzeResponse().setDiagnosticsList([...diagnostics]).serializeBinary(), others]);
}
