/** Every type of the public API. The schema and the validators are made from these interfaces and their comments. */
export type * from "../aws/arguments";
export type * from "../aws/vaultArguments";
export type { Waiver } from "../core/waiver";
export type * from "../kubernetes/arguments";
export type * from "../postgres/arguments";
export type * from "../postgres/backupArguments";
export type * from "../postgres/outputs";
export type * from "../postgres/poolerArguments";
export type * from "../postgres/serverArguments";
export type * from "../postgres/tlsArguments";
export type * from "../postgres/userArguments";
export type * from "../s3/arguments";
export type { ComplianceSummary } from "../summary/complianceSummary";
