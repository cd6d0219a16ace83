/** A finding that is accepted: one rule on one resource, why, by whom and until when. */
export interface Waiver {
    /** The id of one rule. Never a control, never a pattern. */
    readonly rule: string;
    /** See resource.ts for its forms. */
    readonly resource: string;
    readonly reason: string;
    /** Who answers for it: a team or a person. */
    readonly owner: string;
    /** Last day on which it counts, YYYY-MM-DD, to the end of that day in UTC. Anything else counts as expired. */
    readonly expires: string;
    /** Where it was decided: SEC-812. */
    readonly ticket?: string;
    /** Accepts the finding only at this field and what lies below it: `spec.postgresql.pg_hba[0]`, `spec.users[*].password`. */
    readonly path?: string;
}

/** Where a waiver is written. */
export interface Place {
    readonly file: string;
    /** From 1; null where there is none. */
    readonly line: number | null;
    /** Within the file or the object: `waivers[2]`, `metadata.annotations["hardened-db/waiver.<rule>"]`. */
    readonly path: string;
    /** The object that carries it, when it is an annotation. */
    readonly resource?: ResourceIdentity;
}

export interface PlacedWaiver extends Waiver {
    readonly place: Place;
}

/** Something written about a waiver that cannot be used as it stands. */
export interface Problem {
    readonly place: Place;
    /** What was seen, and what to write instead. */
    readonly message: string;
    /** A wrong date leaves the waiver known, as expired; anything else leaves it out. */
    readonly about: "form" | "date";
}

export interface Reading {
    /** In the order in which they are written. One whose date cannot be read is here too: it counts as expired. */
    readonly waivers: readonly PlacedWaiver[];
    readonly problems: readonly Problem[];
}

/** What a waiver can name. Empty strings where there is none, as in a finding's resource. */
export interface ResourceIdentity {
    /** Without its group: `Cluster`; the type token of what is not of Kubernetes: `aws:kms/key:Key`. */
    readonly kind: string;
    readonly namespace: string;
    readonly name: string;
    readonly urn?: string;
}

/** What a waiver is held against: any finding has these. */
export interface FindingLike {
    readonly rule: string;
    readonly resource: ResourceIdentity;
    readonly path?: string;
}
