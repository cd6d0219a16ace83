import type * as pulumi from "@pulumi/pulumi";

/** What happens to keys and buckets, and to their settings, when a stack is destroyed. */
export interface Keeping {
    /** For a key or a bucket. */
    data: pulumi.CustomResourceOptions;
    /**
     * For a setting of a bucket. It is never taken off: that would leave the bucket, kept or too full to be deleted,
     * public access unblocked and versions suspended. It goes with its bucket.
     */
    aspect: pulumi.CustomResourceOptions;
}

export function keepingOf(deletionProtection: boolean): Keeping {
    return {
        data: deletionProtection ? { protect: true } : { retainOnDelete: true },
        aspect: { retainOnDelete: true },
    };
}
