// addWaiver is imported from ./add: the YAML writer that it needs would slow the start of the policy pack.
export { annotationPrefix } from "./annotationPrefix";
export { readAnnotations, type AnnotationOptions, type Carrier } from "./annotations";
export { daysSince, expiringDays, furthestDate, isInForce, standingOf, type Standing } from "./dates";
export { appliesTo, decide, type Decision } from "./decide";
export { defaultWaiverFile, readWaiverFile, type FileOptions } from "./file";
export { waiverFindingIds, waiverFindings, type Waived, type WaiverFinding, type WaiverFindingId } from "./findings";
export { toPolicyExceptions, type Exported, type Loss, type LossKind } from "./exportExceptions";
export { fromPolicyExceptions, type Imported, type ImportOptions } from "./importExceptions";
export type { PolicyException, PolicyExceptions } from "./policyExceptions";
export { formatResource, matchesResource, parseResource, resourceForms } from "./resource";
export type { FindingLike, Place, PlacedWaiver, Problem, Reading, ResourceIdentity, Waiver } from "./waiver";
