/**
 * Puts quotes around values that are nothing but a template expression (`name: {{ x }}`), which YAML would take for a mapping,
 * so that the rest of the manifest can be read. Undefined when the text has control structures: only rendering helps there.
 */
export function quoteExpressions(text: string): string | undefined {
    if (/\{\{-?\s*(if|else|end|range|with|define|include|template|block|toYaml|nindent)\b/.test(text)) {
        return undefined;
    }
    return text.replace(
        /^(\s*(?:- +)*(?:[\w."'/-]+:[ \t]+)?)(\{\{.*?\}\}[^\s#]*)[ \t]*(#.*)?$/gm,
        (_, before: string, value: string) => `${before}'${value.replaceAll("'", "''")}'`,
    );
}

export function looksTemplated(text: string): boolean {
    return /\{\{-?\s*[\w.$"(/*-]/.test(text);
}

export const renderFirst =
    "a Helm template, which is no YAML until it is rendered: helm template CHART | hardened-db audit -";
