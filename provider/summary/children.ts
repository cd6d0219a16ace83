import * as pulumi from "@pulumi/pulumi";
import type { Child, Marks } from "../../compliance/component";
import { marked } from "./marked";

/** A resource that a component makes, as its builder wrote it. */
interface Made {
    readonly resource: pulumi.Resource;
    readonly type: string;
    readonly inputs: pulumi.Inputs;
    readonly parent: pulumi.Resource | undefined;
    readonly dependsOn: pulumi.CustomResourceOptions["dependsOn"];
    readonly protect: boolean;
    readonly retainOnDelete: boolean;
}

export interface WatchedChildren {
    /** The component's own options, by which every resource below it is seen. */
    readonly options: pulumi.ComponentResourceOptions;
    /** All that was made by now, in the order in which it was made. */
    readonly children: (marks: Marks) => Promise<readonly Child[]>;
}

/**
 * Sees every resource that is made below a component, at any depth, and changes none. By a transformation, which the SDK calls in this
 * process with the inputs as they were written: outputs, secrets and unknowns are intact. (A `transform` would be called by the
 * engine, over the wire and for a resource at a time.)
 */
export function watchChildren(options: pulumi.ComponentResourceOptions): WatchedChildren {
    const made: Made[] = [];
    const seen = new Map<pulumi.Resource, Made>();
    const watch: pulumi.ResourceTransformation = ({ resource, type, props, opts }) => {
        const { parent, dependsOn, protect, retainOnDelete } = opts as pulumi.CustomResourceOptions;
        const above = parent && seen.get(parent);
        const one: Made = {
            resource,
            type,
            inputs: props,
            parent,
            dependsOn,
            // As the engine hands them on to children.
            protect: protect ?? above?.protect ?? false,
            retainOnDelete: retainOnDelete ?? above?.retainOnDelete ?? false,
        };
        // The first is the component itself, which is no child of its own.
        if (seen.size > 0) {
            made.push(one);
        }
        seen.set(resource, one);
        return undefined;
    };
    return {
        options: { ...options, transformations: [...(options.transformations ?? []), watch] },
        children: (marks) => Promise.all(made.map((each) => childOf(each, marks))),
    };
}

async function childOf(made: Made, marks: Marks): Promise<Child> {
    const { resource, type, inputs, parent, dependsOn, protect, retainOnDelete } = made;
    const uses = new Set<pulumi.Resource>();
    const content = await marked(inputs, marks, uses);
    await marked(dependsOn, marks, uses);
    const outputs = marks.showsOutputs(type) ? await marked(outputsOf(resource), marks, new Set()) : {};
    return {
        pulumi: {
            urn: await urnOf(resource, marks),
            type,
            ...(parent && { parent: await urnOf(parent, marks) }),
            dependencies: await Promise.all([...uses].map((each) => urnOf(each, marks))),
            protect,
            retainOnDelete,
            marksSecrets: true,
        },
        inputs: content,
        outputs,
    };
}

/** Known also in preview, once the resource is registered. */
async function urnOf({ urn }: pulumi.Resource, marks: Marks): Promise<string> {
    return String(await marked(urn, marks, new Set()));
}

function outputsOf(resource: pulumi.Resource): object {
    return Object.fromEntries(Object.entries(resource).filter(([, value]) => pulumi.Output.isInstance(value)));
}
