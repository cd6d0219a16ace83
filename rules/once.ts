/**
 * Works out once what belongs to an object that does not change, and forgets it with the object; `of` says to which, where it is a part
 * that several share.
 */
export function once<Key extends object, Result>(
    work: (key: Key) => Result,
    of: (key: Key) => object = itself,
): (key: Key) => Result {
    const done = new WeakMap<object, { readonly result: Result }>();
    return (key) => {
        const owner = of(key);
        const before = done.get(owner);
        if (before !== undefined) {
            return before.result;
        }
        const result = work(key);
        done.set(owner, { result });
        return result;
    };
}

function itself<Key>(key: Key): Key {
    return key;
}

const mostTexts = 2_000;

/**
 * As `once`, for texts that come again with every subject: paths that rules write, keys of objects. No more than `mostTexts` are kept,
 * whatever strangers write.
 */
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
