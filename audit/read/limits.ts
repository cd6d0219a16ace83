/** Larger files are not read: no manifest is, and no state of a thousand databases. In bytes. */
export const largestFile = 64 * 2 ** 20;

/** Lists and Templates inside each other. */
export const deepestList = 10;
