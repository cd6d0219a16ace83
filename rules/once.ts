/** Works out once what belongs to an object that does not change, and forgets it with the object. */
export function once<Key extends object, Result>(work: (key: Key) => Result): (key: Key) => Result {
    const done = new WeakMap<Key, { readonly result: Result }>();
    return (key) => {
        const before = done.get(key);
        if (before !== undefined) {
            return before.result;
        }
        const result = work(key);
        done.set(key, { result });
        return result;
    };
}

const mostTexts = 2_000;

/** As `once`, for texts that rules write, which are few and asked for again with every subject. No more than `mostTexts` are kept. */
export function onceForText<Result>(work: (text: string) => Result): (text: string) => Result {
    const done = new Map<string, Result>();
    return (text) => {
        const before = done.get(text);
        if (before !== undefined) {
            return before;
        }
        const result = work(text);
        if (done.size < mostTexts) {
            done.set(text, result);
        }
        return result;
    };
}
