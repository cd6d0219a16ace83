/** Every type of the public API. The schema and the validators are made from these interfaces and their comments. */
export type * from "../aws/arguments";
export type { Waiver } from "../core/waiver";
export type * from "../kubernetes/arguments";
export type * from "../postgres/arguments";
export type * from "../postgres/outputs";
export type * from "../s3/arguments";
