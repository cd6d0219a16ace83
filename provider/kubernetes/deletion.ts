/**
 * Annotation of objects whose operator makes what they own again while they are being deleted. pulumi-kubernetes deletes in the foreground
 * otherwise (4.25, metadata/overrides.go): the object stays until the garbage collector has taken all that it owns, which it then may
 * never have.
 */
export const deletedInBackground: Readonly<Record<string, string>> = {
    "pulumi.com/deletionPropagationPolicy": "background",
};
