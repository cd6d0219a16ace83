import * as pulumi from "@pulumi/pulumi";

/** Options as the caller wrote them: puts right what the SDK's server bends on their way here (3.248, provider/server.ts construct). */
export function asWritten(options: pulumi.ComponentResourceOptions): pulumi.ComponentResourceOptions {
    const { customTimeouts, deletedWith, ...rest } = options as pulumi.CustomResourceOptions;
    const timeouts = writtenTimeouts(customTimeouts);
    return {
        ...rest,
        ...(timeouts && { customTimeouts: timeouts }),
        ...(deletedWith && { deletedWith: written(deletedWith) }),
    };
}

/** Each timeout that is set. Unset ones arrive as "" from programs in Node.js, and `delete` under protobuf's name for it. */
function writtenTimeouts(given: pulumi.CustomTimeouts | undefined): pulumi.CustomTimeouts | undefined {
    const {
        create,
        update,
        delete: remove,
        pb_delete,
    } = { ...given } as pulumi.CustomTimeouts & { pb_delete?: string };
    const timeouts = Object.entries({ create, update, delete: remove ?? pb_delete }).filter(([, value]) =>
        Boolean(value),
    );
    return timeouts.length === 0 ? undefined : Object.fromEntries(timeouts);
}

/** It arrives taken for a provider, whose reference has an id behind the URN: the URN's name is in the id. */
function written(deletedWith: pulumi.Resource): pulumi.Resource {
    if (!pulumi.ProviderResource.isInstance(deletedWith)) {
        return deletedWith;
    }
    const { urn, id } = deletedWith;
    const whole = pulumi.all([urn, id]).apply(([cut, name]) => (cut.split("::").length < 4 ? `${cut}::${name}` : cut));
    return Object.assign(deletedWith, { urn: whole });
}
