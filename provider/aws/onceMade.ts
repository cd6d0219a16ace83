import * as pulumi from "@pulumi/pulumi";

/** A value known from the start, of which users wait for the resources: a URN is known in preview and carries the dependency. */
export function onceMade<T>(value: pulumi.Output<T>, resources: pulumi.Resource[]): pulumi.Output<T> {
    const made = pulumi.all(resources.map(({ urn }) => urn));
    return value.apply((known) => made.apply(() => known));
}
