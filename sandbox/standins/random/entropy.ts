import { randomInt } from "node:crypto";
import { count, text, type Properties } from "../values";

const lowerLetters = "abcdefghijklmnopqrstuvwxyz";
const digits = "0123456789";
/** The default of special characters (@pulumi/random 4.21.2, overrideSpecial). */
const specialCharacters = "!@#$%&*()-_=+[]{}<>:?";

export interface TextRules {
    length: number;
    /** All characters that may stand anywhere. */
    alphabet: string;
    classes: { characters: string; minimum: number }[];
}

export function textRules(inputs: Properties): TextRules {
    const digitsAllowed = (inputs["numeric"] ?? inputs["number"]) !== false;
    const allowed = (name: string, characters: string): string => (inputs[name] === false ? "" : characters);
    const minimum = (name: string): number => count(inputs[name]) ?? 0;
    const classes = [
        {
            characters: allowed("special", text(inputs["overrideSpecial"]) ?? specialCharacters),
            minimum: minimum("minSpecial"),
        },
        { characters: allowed("lower", lowerLetters), minimum: minimum("minLower") },
        { characters: allowed("upper", lowerLetters.toUpperCase()), minimum: minimum("minUpper") },
        { characters: digitsAllowed ? digits : "", minimum: minimum("minNumeric") },
    ].map((kind) => (kind.characters === "" ? { ...kind, minimum: 0 } : kind));
    return {
        length: count(inputs["length"]) ?? 0,
        alphabet: classes.map(({ characters }) => characters).join(""),
        classes,
    };
}

export function randomText({ length, alphabet, classes }: TextRules): string {
    const reserved = classes.flatMap(({ characters, minimum }) =>
        Array.from({ length: minimum }, () => pick(Array.from(characters))),
    );
    const rest = Array.from({ length: length - reserved.length }, () => pick(Array.from(alphabet)));
    return shuffled([...reserved, ...rest]).join("");
}

export function pick(items: readonly string[]): string {
    const item = items[randomInt(items.length)];
    if (item === undefined) {
        throw new Error("nothing to pick from");
    }
    return item;
}

/** Fisher and Yates. */
function shuffled(items: readonly string[]): string[] {
    const result = [...items];
    for (let last = result.length - 1; last > 0; last--) {
        const other = randomInt(last + 1);
        const [a, b] = [result[last], result[other]];
        if (a !== undefined && b !== undefined) {
            [result[last], result[other]] = [b, a];
        }
    }
    return result;
}
