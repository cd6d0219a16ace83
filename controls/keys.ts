/** The keys of the DoK "Database Operator Security and Hardening Guide" 0.1.0, in its order. */
export const controlKeys = [
    ...["UM-1", "UM-2", "UM-3", "UM-4", "UM-5", "UM-6", "UM-7"],
    ...["CM-1", "CM-2", "CM-3", "CM-4", "CM-5"],
    ...["NM-1", "NM-2", "NM-3", "NM-4", "NM-5", "NM-6", "NM-7", "NM-8", "NM-9", "NM-10", "NM-11"],
    ...["SM-1", "SM-2", "SM-3", "SM-4", "SM-5"],
    ...["ED-1", "ED-2", "ED-3"],
    ...["MAA-1", "MAA-2", "MAA-3"],
    ...["KSI-1", "KSI-2", "KSI-3", "KSI-4", "KSI-5", "KSI-6"],
    ...["CN-1", "CN-2", "CN-3"],
    ...["SSC-1", "SSC-2", "SSC-3", "SSC-4", "SSC-5", "SSC-6"],
    ...["D-1", "D-2", "D-3"],
] as const;

export type ControlKey = (typeof controlKeys)[number];
