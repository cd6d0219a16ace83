import { revealedProperties, type Properties } from "./values";

/**
 * What this process knows to be there: what it made or changed, and what the engine compared. Something else may exist, as in a real
 * account, so that nothing can be concluded from absence here.
 */
export class Inventory {
    readonly #kept = new Map<string, Map<string, Properties>>();

    keep(type: string, id: string, outputs: Properties): void {
        const ofType = this.#kept.get(type) ?? new Map<string, Properties>();
        this.#kept.set(type, ofType.set(id, revealedProperties(outputs)));
    }

    drop(type: string, id: string): void {
        this.#kept.get(type)?.delete(id);
    }

    /** Those of a type of which an output has this value. */
    find(type: string, output: string, value: string): Properties | undefined {
        return [...(this.#kept.get(type)?.values() ?? [])].find((outputs) => outputs[output] === value);
    }
}
