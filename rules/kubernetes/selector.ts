import type { Field } from "../field";
import type { Ternary } from "../ternary";
import { all, any, not } from "../ternary";
import { is } from "../text";

export type Labels = Readonly<Record<string, string>>;

/** The labels below a field, as far as they are known. */
export function labelsIn(field: Field): Labels {
    return Object.fromEntries(
        field.entries.flatMap(([key, value]) => (value.text === undefined ? [] : [[key, value.text]])),
    );
}

/** Keys that a pod is taken to have with whatever value is asked for: labels that come and go while it runs. */
export type Assumed = (key: string) => boolean;

const nothingAssumed: Assumed = () => false;

/** Whether a pod with these labels is taken. */
export type Selector = (labels: Labels, assumed?: Assumed) => Ternary;

/** Whether a LabelSelector takes a pod with these labels. An absent or empty one takes every pod. */
export function selects(selector: Field, labels: Labels, assumed?: Assumed): Ternary {
    return selectorOf(selector)(labels, assumed);
}

/** A LabelSelector that many pods are held against. */
export function selectorOf(selector: Field): Selector {
    if (selector.isUnknown) {
        return () => "unknown";
    }
    const pairs = pairsOf(selector.child("matchLabels"));
    const expressions = selector.child("matchExpressions");
    const known: Ternary = expressions.isUnknown ? "unknown" : true;
    const { items } = expressions;
    return (labels, assumed = nothingAssumed) =>
        all(pairs(labels, assumed), known, ...items.map((expression) => meets(expression, labels, assumed)));
}

/** Whether the labels hold every pair of the field. */
export function hasPairs(pairs: Field, labels: Labels, assumed?: Assumed): Ternary {
    return pairsOf(pairs)(labels, assumed);
}

function pairsOf(pairs: Field): Selector {
    if (pairs.isUnknown) {
        return () => "unknown";
    }
    const { entries } = pairs;
    return (labels, assumed = nothingAssumed) =>
        all(
            ...entries.map(([key, value]) => {
                const label = labels[key];
                return label === undefined ? assumed(key) : equals(value, label);
            }),
        );
}

/** Label values mind their case; a variable or an output that is not known may be anything. */
function equals(value: Field, label: string): Ternary {
    const alike = is(value, label);
    return alike === true ? value.text === label : alike;
}

function meets(expression: Field, labels: Labels, assumed: Assumed): Ternary {
    const key = expression.child("key").text;
    const values = expression.child("values");
    if (key === undefined || values.isUnknown) {
        return "unknown";
    }
    const label = labels[key];
    if (label === undefined && assumed(key)) {
        return true;
    }
    const among = label === undefined ? false : any(...values.items.map((value) => equals(value, label)));
    switch (expression.child("operator").text) {
        case "In":
            return among;
        case "NotIn":
            return not(among);
        case "Exists":
            return label !== undefined;
        case "DoesNotExist":
            return label === undefined;
        default:
            return "unknown";
    }
}

/** Whether a LabelSelector takes everything: nothing is written in it. */
export function selectsAll(selector: Field): boolean {
    return (
        !selector.isUnknown &&
        selector.child("matchLabels").entries.length === 0 &&
        selector.child("matchExpressions").items.length === 0
    );
}
