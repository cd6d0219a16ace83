import type { FileRead } from "../audit/read/source";
import type { AuditError, Finding } from "../audit/finding";
import type { Scope } from "../compliance/compliance";
import type { RecordedEvidence } from "../compliance/evidence";
import type { Guide } from "../controls";

/** What the report says besides the controls: which state, read when and by what. */
export interface Source {
    /** `a Pulumi stack`, `a cluster`, `files` */
    readonly kind: "pulumi" | "cluster" | "files";
    /** As given on the command line. */
    readonly names: readonly string[];
    /** `project/stack` of each Pulumi stack among them. */
    readonly stacks: readonly string[];
    /** How many objects were read. */
    readonly objects: number;
    /** Whether these are all there are, so that something absent counts as absent. */
    readonly complete: boolean;
}

/** An object of the same kind, namespace and name in several files, such as a base and its overlay, or two environments. */
export interface ReadTwice {
    readonly object: string;
    readonly files: readonly string[];
}

/** By which the files that the report rests on can be told from others of the same name. */
export interface Provenance {
    /** Manifests and states. Of a cluster none: its context is among the names of the source. */
    readonly inputs: readonly FileRead[];
    /** SHA-256 over the lines of `sha256sum` of all inputs, in the order of their names. */
    readonly digest?: string;
    readonly waiverFile?: FileRead;
    readonly evidenceFile?: FileRead;
}

/** The compliance report. Its JSON form is this, key for key. */
export interface ComplianceReport {
    /** Tells this format from others. */
    readonly format: "hardened-db/compliance-report";
    /** Of the format. Keys may be added; another number stands for a change that breaks readers. */
    readonly version: 1;
    readonly tool: { readonly name: "hardened-db"; readonly version: string };
    readonly guide: Guide;
    /** When it was made: ISO 8601, UTC. */
    readonly made: string;
    readonly source: Source;
    readonly waiverFile?: string;
    readonly evidenceFile?: string;
    readonly provenance: Provenance;
    /** Each of them is judged by itself; what belongs to one cannot be told from what belongs to the other. */
    readonly readTwice: readonly ReadTwice[];
    readonly scopes: readonly Scope[];
    /** Evidence for a database that is not here. */
    readonly unusedEvidence: readonly RecordedEvidence[];
    /** What is wrong with the waivers themselves: expired, unused, too long. */
    readonly aboutWaivers: readonly Finding[];
    /** Rules that the repository has switched off. */
    readonly off: readonly { readonly rule: string; readonly reason: string }[];
    /** What could not be read, and rules that broke. */
    readonly errors: readonly AuditError[];
}
