import type { Problem } from "./check";
import type { Inventory } from "./inventory";
import type { PackageSchema } from "./schema";
import type { Properties } from "./values";

/** A provider, as far as the sandbox plays it. What differs from provider to provider; the rest is lifecycle.ts. */
export interface Standin {
    readonly schema: PackageSchema;
    /** Asked only for types that the schema has. */
    model(type: string): ResourceModel;
    /** What the cloud refuses because of other resources that are there. */
    refusals?(type: string, inputs: Properties, scope: Scope, inventory: Inventory): Problem[];
    readonly functions: Readonly<Record<string, (args: Properties, scope: Scope) => Properties>>;
}

/** What a resource is made in. */
export interface Scope {
    /** Provider configuration as the engine sends it: nested values are JSON texts. */
    readonly config: Properties;
    readonly now: Date;
}

/** How one resource type behaves. All values come without secret wrappers; lifecycle.ts puts those back. */
export interface ResourceModel {
    /** A change at one of these inputs makes a new resource; "any" means every input. */
    readonly replacedBy: readonly string[] | "any";
    /** With replacedBy "any": the inputs that can be changed in place. */
    readonly updatedBy?: readonly string[];
    /** The input that gets a name of its own when the program gives none. */
    readonly naming?: Naming;
    /** Outputs when neither inputs nor `create` say anything. */
    readonly defaults?: Properties;
    /** What is never among the outputs: inputs that are used once and not kept, outputs that are not computed. */
    readonly discards?: readonly string[];
    /** What is wrong beyond what the SDK's types say. Unknown values are to be let pass. */
    problems?(inputs: Properties): Problem[];
    create(inputs: Properties, scope: Scope): Made | Promise<Made>;
    /** Computed outputs that follow changed inputs. */
    update?(inputs: Properties, id: string, scope: Scope): Properties;
    /** The outputs of something that exists outside the stack (`Key.get`). */
    lookup?(id: string, state: Properties, scope: Scope): Properties;
    /** Outputs that make the resource due for replacement although no input changed. */
    due?(outputs: Properties, inputs: Properties, now: Date): readonly string[];
}

export interface Made {
    id: string;
    outputs: Properties;
}

export interface Naming {
    property: string;
    /** Giving one of these instead leaves the name to the cloud. */
    unless: readonly string[];
    prefix?: string;
    lowerCase?: boolean;
}
