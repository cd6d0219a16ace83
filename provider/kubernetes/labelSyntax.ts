import type { Problem } from "../core/problems";

const name = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const domain = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** What is wrong with the keys and values of labels (Kubernetes, "Labels and Selectors", syntax and character set). */
export function labelSetProblems(path: string, labels: Readonly<Record<string, string>>): Problem[] {
    return Object.entries(labels).flatMap(([key, value]) => [
        ...labelKeyProblems(path, key),
        ...labelValueProblems(path, key, value),
    ]);
}

/** What is wrong with the key of a label or taint. */
export function labelKeyProblems(path: string, key: string): Problem[] {
    const parts = key.split("/");
    const isKey =
        parts.length <= 2 && name.test(parts.at(-1) ?? "") && (parts.length === 1 || domain.test(parts[0] ?? ""));
    return isKey
        ? []
        : [
              {
                  path,
                  reason: `"${key}" cannot be the key of a label; write up to 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends, and a domain and "/" before it if it has one`,
              },
          ];
}

/** What is wrong with the value of a label or taint. */
export function labelValueProblems(path: string, key: string, value: string): Problem[] {
    return value === "" || name.test(value)
        ? []
        : [
              {
                  path,
                  reason: `"${value}" cannot be the value of ${key}; write up to 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends`,
              },
          ];
}
