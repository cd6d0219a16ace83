/** Runs each, so many at a time; the results are in the order of the items. */
export async function inParallel<Item, Result>(
    items: readonly Item[],
    atOnce: number,
    run: (item: Item) => Promise<Result>,
): Promise<Result[]> {
    const results: Result[] = [];
    const waiting = items.entries();
    const worker = async (): Promise<void> => {
        // All workers take from the one iterator.
        for (const [index, item] of waiting) {
            results[index] = await run(item);
        }
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
    return results;
}
