/** Followed by the rule's id. The value is JSON: reason, owner, expires and, optionally, ticket. Components stamp it, readAnnotations reads it. */
export const annotationPrefix = "hardened-db/waiver.";
