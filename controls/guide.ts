export interface Guide {
    readonly title: string;
    readonly publisher: string;
    readonly version: string;
    /** Of its publication, YYYY-MM-DD. */
    readonly date: string;
}

/** The document that the controls are from. */
export const guide: Guide = {
    title: "Database Operator Security and Hardening Guide",
    publisher: "Data on Kubernetes community",
    version: "0.1.0",
    date: "2023-11-05",
};
