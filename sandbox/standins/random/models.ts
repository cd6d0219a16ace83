import { randomBytes, randomUUID } from "node:crypto";
import type { Problem } from "../check";
import type { PackageSchema } from "../schema";
import type { ResourceModel, Standin } from "../standin";
import { count, isUnknown, text, type Properties } from "../values";
import { pick, randomText, textRules } from "./entropy";
import { adjectives, adverbs, animals } from "./words";

const replaced = { replacedBy: "any" } as const;

/**
 * Outputs: what a text may hold, when the program does not say. bcryptHash of RandomPassword is left out:
 * nothing among the dependencies computes bcrypt, and a made-up hash would be worse than none.
 */
const textDefaults: Properties = {
    lower: true,
    upper: true,
    numeric: true,
    number: true,
    special: true,
    minLower: 0,
    minUpper: 0,
    minNumeric: 0,
    minSpecial: 0,
};

function generatedText(idOf: (result: string) => string): ResourceModel {
    return {
        ...replaced,
        defaults: textDefaults,
        discards: ["bcryptHash"],
        problems: textProblems,
        create: (inputs) => {
            const result = randomText(textRules(inputs));
            return { id: idOf(result), outputs: { result } };
        },
    };
}

const models: Record<string, ResourceModel> = {
    // The id of a password is "none": it stands in the state in the clear.
    "random:index/randomPassword:RandomPassword": generatedText(() => "none"),
    "random:index/randomString:RandomString": generatedText((result) => result),
    "random:index/randomBytes:RandomBytes": {
        ...replaced,
        problems: (inputs) => atLeast(inputs, "length", 1),
        create: (inputs) => {
            const bytes = randomBytes(count(inputs["length"]) ?? 0);
            return { id: "none", outputs: { base64: bytes.toString("base64"), hex: bytes.toString("hex") } };
        },
    },
    "random:index/randomId:RandomId": {
        ...replaced,
        problems: (inputs) => atLeast(inputs, "byteLength", 1),
        create: (inputs) => {
            const bytes = randomBytes(count(inputs["byteLength"]) ?? 0);
            const prefix = text(inputs["prefix"]) ?? "";
            const hex = bytes.toString("hex");
            return {
                id: bytes.toString("base64url"),
                outputs: {
                    b64Std: prefix + bytes.toString("base64"),
                    b64Url: prefix + bytes.toString("base64url"),
                    dec: prefix + BigInt(`0x${hex}`).toString(),
                    hex: prefix + hex,
                },
            };
        },
    },
    "random:index/randomPet:RandomPet": {
        ...replaced,
        defaults: { length: 2, separator: "-" },
        problems: (inputs) => atLeast(inputs, "length", 1),
        create: (inputs) => {
            const length = count(inputs["length"]) ?? 2;
            const extra = Array.from({ length: Math.max(0, length - 2) }, () => pick(adverbs));
            const words = [...extra, ...(length > 1 ? [pick(adjectives)] : []), pick(animals)];
            const prefix = text(inputs["prefix"]);
            const all = prefix === undefined ? words : [prefix, ...words];
            return { id: all.join(text(inputs["separator"]) ?? "-"), outputs: {} };
        },
    },
    "random:index/randomUuid:RandomUuid": {
        ...replaced,
        create: () => {
            const result = randomUUID();
            return { id: result, outputs: { result } };
        },
    },
};

export function randomStandin(schema: PackageSchema): Standin {
    return { schema, model: (type) => models[type] ?? unplayed(type), functions: {} };
}

function unplayed(type: string): ResourceModel {
    const reason = `the random stand-in does not play ${type}; it plays ${Object.keys(models).join(", ")}`;
    return {
        ...replaced,
        problems: () => [{ property: "", reason }],
        create: () => {
            throw new Error(reason);
        },
    };
}

function textProblems(inputs: Properties): Problem[] {
    if (Object.values(inputs).some(isUnknown)) {
        return [];
    }
    const rules = textRules(inputs);
    const reserved = rules.classes.reduce((sum, { minimum }) => sum + minimum, 0);
    return [
        ...atLeast(inputs, "length", 1),
        ...(reserved > rules.length
            ? [
                  {
                      property: "length",
                      reason: `length is ${rules.length}, below the sum of the min* arguments, ${reserved}`,
                  },
              ]
            : []),
        ...(rules.alphabet === ""
            ? [
                  {
                      property: "lower",
                      reason: "no character is allowed; let one of lower, upper, numeric, special be true",
                  },
              ]
            : []),
    ];
}

function atLeast(inputs: Properties, property: string, minimum: number): Problem[] {
    const value = inputs[property];
    return typeof value !== "number" || (Number.isInteger(value) && value >= minimum)
        ? []
        : [{ property, reason: `${property} is ${value}; write a whole number of ${minimum} or more` }];
}
