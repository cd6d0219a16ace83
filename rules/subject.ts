import { Field } from "./field";
import { anyPulumiResource, kindOf, type Kind } from "./kinds";

/** What Pulumi knows of a resource besides its inputs. */
export interface PulumiResource {
    readonly urn: string;
    /** Type token. */
    readonly type: string;
    readonly parent?: string;
    /** URNs that it depends on, explicitly or through a property. */
    readonly dependencies: readonly string[];
    /** Those of each input, where the source tells them apart. */
    readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
    /** Absent where the source cannot tell (an analyzer is not told of retainOnDelete; examples may leave them out). */
    readonly protect?: boolean;
    readonly retainOnDelete?: boolean;
    /** Whether secrets carry Pulumi's mark here: in a state, not under the analyzer. */
    readonly marksSecrets: boolean;
}

/** The object that a rule reads: a Kubernetes manifest, or a Pulumi resource's inputs. */
export class Subject {
    readonly kind: Kind;

    private constructor(
        /** Empty for what is not of Kubernetes. */
        readonly apiVersion: string,
        /** Without its group: `Cluster`; the type token of what is not of Kubernetes. */
        readonly bareKind: string,
        /** Empty for what has none. */
        readonly namespace: string,
        readonly name: string,
        private readonly root: Field,
        readonly pulumi: PulumiResource | undefined,
    ) {
        this.kind = kindOf(apiVersion, bareKind);
    }

    /** From a manifest; undefined when it is none (no apiVersion or kind). `pulumi` when it was written through Pulumi. */
    static ofManifest(manifest: unknown, pulumi?: PulumiResource): Subject | undefined {
        const root = new Field([], manifest);
        const apiVersion = root.child("apiVersion").text;
        const kind = root.child("kind").text;
        if (apiVersion === undefined || kind === undefined) {
            return undefined;
        }
        const metadata = root.child("metadata");
        const name = metadata.child("name").text ?? metadata.child("generateName").text ?? lastOfUrn(pulumi);
        return new Subject(apiVersion, kind, metadata.child("namespace").text ?? "", name ?? "", root, pulumi);
    }

    /** From a Pulumi resource; one that writes a Kubernetes object is read as that object. */
    static ofPulumi(pulumi: PulumiResource, inputs: unknown): Subject {
        const manifest = pulumi.type.startsWith("kubernetes:") ? Subject.ofManifest(inputs, pulumi) : undefined;
        return manifest ?? new Subject("", pulumi.type, "", lastOfUrn(pulumi) ?? "", new Field([], inputs), pulumi);
    }

    /** The same object, when Pulumi knows more of it: what was worked out of the object alone (`onceAlone`) stays at hand. */
    as(pulumi: PulumiResource): Subject {
        return new Subject(this.apiVersion, this.bareKind, this.namespace, this.name, this.root, pulumi);
    }

    /** The field at this path, steps divided by dots. `read("metadata.annotations").child("cnpg.io/podPatch")` where a key has dots. */
    readonly read = (path: string): Field => this.root.at(path);

    /** The whole of it. */
    get all(): Field {
        return this.root;
    }

    is(...kinds: readonly Kind[]): boolean {
        return kinds.includes(this.kind) || (this.pulumi !== undefined && kinds.includes(anyPulumiResource));
    }

    label(key: string): string | undefined {
        return this.root.child("metadata").child("labels").child(key).text;
    }

    annotation(key: string): string | undefined {
        return this.root.child("metadata").child("annotations").child(key).text;
    }

    /** `Cluster shop/orders` */
    get title(): string {
        return `${this.bareKind} ${this.namespace === "" ? this.name : `${this.namespace}/${this.name}`}`;
    }
}

function lastOfUrn(pulumi: PulumiResource | undefined): string | undefined {
    return pulumi?.urn.split("::").at(-1);
}
