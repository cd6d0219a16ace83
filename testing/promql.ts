import { parser } from "@prometheus-io/lezer-promql";

/** What a PromQL expression asks for, by the grammar of Prometheus' own editor. */
export interface ParsedPromql {
    /** Names of metrics, each once. */
    metrics: string[];
    /** Parts that are no PromQL. */
    errors: string[];
}

export function parsePromql(expression: string): ParsedPromql {
    const metrics = new Set<string>();
    const errors: string[] = [];
    parser.parse(expression).iterate({
        enter: ({ name, type, from, to, node }) => {
            if (type.isError) {
                errors.push(`${expression.slice(0, from)}<<${expression.slice(from, to)}>>${expression.slice(to)}`);
            }
            // Names of functions and labels are other nodes.
            if (name === "Identifier" && node.parent?.name === "VectorSelector") {
                metrics.add(expression.slice(from, to));
            }
        },
    });
    return { metrics: [...metrics], errors };
}
