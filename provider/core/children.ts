import * as pulumi from "@pulumi/pulumi";

/**
 * Options that Pulumi gives a remote component but does not hand on to its children (pulumi/docs#17011):
 * without this they would silently do nothing.
 */
export function forwarded(options: pulumi.ComponentResourceOptions): pulumi.CustomResourceOptions {
    const handed = options as pulumi.CustomResourceOptions;
    return {
        ...(handed.customTimeouts && { customTimeouts: handed.customTimeouts }),
        ...(handed.ignoreChanges?.length && { ignoreChanges: handed.ignoreChanges }),
        ...(handed.replaceOnChanges?.length && { replaceOnChanges: handed.replaceOnChanges }),
    };
}

/** Makes the options of one child: its parent, what the caller's options forward, and what the child itself needs. */
export type ChildOptions = (own?: pulumi.CustomResourceOptions) => pulumi.CustomResourceOptions;

/** `after`: what every child waits for. */
export function childrenOf(
    parent: pulumi.Resource,
    options: pulumi.ComponentResourceOptions,
    after: pulumi.Resource[] = [],
): ChildOptions {
    return (own = {}) => pulumi.mergeOptions({ parent, ...forwarded(options), dependsOn: after }, own);
}

/** Options for a component inside a component: it forwards them to its own children in turn. */
export function innerComponent(
    parent: pulumi.Resource,
    options: pulumi.ComponentResourceOptions,
    after: pulumi.Resource[] = [],
): pulumi.ComponentResourceOptions {
    return { parent, ...forwarded(options), dependsOn: after };
}
