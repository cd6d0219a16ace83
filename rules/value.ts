/** Stands in a subject where a value is not known: an output in preview, or a secret that the state holds encrypted. */
export class UnknownValue {
    declare protected readonly unknown: true;
}

export const unknownValue = new UnknownValue();

/** A value under Pulumi's secret mark. Rules may judge what is inside; nothing shows it. */
export class SecretValue {
    constructor(readonly inside: unknown) {}
}
