import type { Path } from "../../rules/path";

/** Where a subject was read: enough to find the line of any of its fields later, since most fields have no finding. */
export interface Origin {
    /** As given on the command line. */
    readonly file: string;
    /** The line of a field; null where there is none. */
    readonly lineOf: (path: Path) => number | null;
    /** The part of a YAML file that holds the subject, for what changes files. */
    readonly place?: Place;
}

export interface Place {
    /** Which document of the file, from 0. */
    readonly document: number;
    /** Where the object stands in that document: empty, or within a List. */
    readonly prefix: Path;
}
