/** "Did you mean ...", by the parts that names share; says how to list them when none is near. */
export function closest(name: string, names: readonly string[]): string {
    const parts = name
        .toLowerCase()
        .split(/[^a-z0-9]+/)
        .filter((part) => part.length > 1);
    const near = names
        .map((each) => ({ each, shared: parts.filter((part) => each.toLowerCase().includes(part)).length }))
        .filter(({ shared }) => shared > 0)
        .sort((a, b) => b.shared - a.shared || a.each.localeCompare(b.each))
        .slice(0, 5)
        .map(({ each }) => each);
    return near.length === 0
        ? "`hardened-db controls` lists the controls; `hardened-db explain CONTROL` names the rules of one."
        : `Did you mean ${near.join(", ")}?`;
}
