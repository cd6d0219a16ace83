/** The known name that was probably meant: at most a third of its letters away, or the only one that contains it. */
export function nearMiss(name: string, known: readonly string[]): string | undefined {
    const lower = name.toLowerCase();
    const [nearest] = known
        .map((candidate) => ({ candidate, edits: distance(lower, candidate.toLowerCase()) }))
        .filter(({ candidate, edits }) => edits <= Math.max(1, Math.floor(candidate.length / 3)))
        .sort((a, b) => a.edits - b.edits);
    if (nearest !== undefined) {
        return nearest.candidate;
    }
    const containing = known.filter((candidate) => candidate.toLowerCase().includes(lower));
    return containing.length === 1 ? containing[0] : undefined;
}

/** Levenshtein's distance. */
function distance(a: string, b: string): number {
    let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
    for (let row = 1; row <= a.length; row++) {
        const current = [row];
        for (let column = 1; column <= b.length; column++) {
            const replaced = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
            current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
        }
        previous = current;
    }
    return previous[b.length] ?? 0;
}
