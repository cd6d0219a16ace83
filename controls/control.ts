import type { ControlKey } from "./keys";

/** The guide's sections, in its order. */
export const sections = [
    "User Management",
    "Credential and Key Management",
    "Network Management",
    "Storage Management",
    "External Data",
    "Monitoring, Alerting, and Auditing",
    "Kubernetes Security Integration",
    "Cloud Native Development and CI/CD Integration",
    "Software Supply Chain",
    "Documentation",
] as const;
export type Section = (typeof sections)[number];

/** The engines, each with the operator that the answers are about and the version they were read at. */
export const engineNames = ["postgres", "clickhouse", "mysql", "mongodb"] as const;
export type Engine = (typeof engineNames)[number];

export const engines = {
    postgres: { database: "PostgreSQL", operator: "CloudNativePG", version: "1.30.0" },
    clickhouse: { database: "ClickHouse", operator: "Altinity clickhouse-operator", version: "0.27.4" },
    mysql: { database: "MySQL", operator: "Percona Operator for MySQL (XtraDB Cluster)", version: "1.19.0" },
    mongodb: { database: "MongoDB", operator: "Percona Operator for MongoDB", version: "1.22.0" },
} as const satisfies Readonly<Record<Engine, object>>;

interface Noted {
    readonly note: string;
    /** What was not verified in the operator's source or documentation. */
    readonly unverified?: string;
}

/** The operator or the database does it by itself; by a setting of theirs; or something must be put beside them. */
export interface Met extends Noted {
    readonly how: "native" | "configured" | "added";
    /** The test that shows it, for what is native and no rule can see. */
    readonly shownBy?: ShownBy;
}

/** A test of this repository. */
export interface ShownBy {
    readonly file: string;
    /** With the titles of what it stands in. */
    readonly title: string;
}

/** Not with this database and this operator: never left unsaid, and never without a way on. */
export interface Impossible extends Noted {
    readonly how: "impossible";
    readonly reason: string;
    readonly instead: string;
}

export type Answer = Met | Impossible;

/** What shows that a control is met which no manifest can decide. */
export interface Evidence {
    /** A test report, a scan, a document ... */
    readonly kind: string;
    /** What to write down. */
    readonly record: string;
}

interface Described {
    readonly key: ControlKey;
    readonly name: string;
    readonly section: Section;
    /** The demand in our words. */
    readonly wording: string;
    /** What a database component does with nothing asked for. */
    readonly build: string;
    /** The visible way to weaken it; absent where there is none. */
    readonly relax?: string;
    readonly answers: Readonly<Record<Engine, Answer>>;
}

export interface ControlByRules extends Described {
    /** The rules that name the control decide it. */
    readonly check: "rules";
}

export interface ControlByEvidence extends Described {
    /** No manifest can decide it: the report shows the recorded evidence, or says that there is none. */
    readonly check: "evidence";
    readonly evidence: Evidence;
}

export type Control = ControlByRules | ControlByEvidence;
