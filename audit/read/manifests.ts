import { Field } from "../../rules/field";
import type { Path } from "../../rules/path";
import { Subject } from "../../rules/subject";
import { deepestList } from "./limits";

export interface Unpacked {
    readonly subject: Subject;
    /** Where the manifest stands in the document. */
    readonly prefix: Path;
}

/** Large, many, and read by no rule: they would only fill memory. */
const unread = "apiextensions.k8s.io/CustomResourceDefinition";

/** The Kubernetes objects of a document: itself, the items of a List, the objects of an OpenShift Template. */
export function unpack(document: unknown, prefix: Path = []): readonly Unpacked[] {
    const subject = Subject.ofManifest(document);
    if (subject === undefined || subject.kind === unread) {
        return [];
    }
    const list = listIn(subject);
    if (list === undefined || prefix.length > 2 * deepestList) {
        return [{ subject, prefix }];
    }
    return new Field(prefix, document).child(list).items.flatMap((item) => unpack(item.value, item.path));
}

function listIn(subject: Subject): string | undefined {
    if (subject.bareKind === "Template" && subject.read("objects").isList) {
        return "objects";
    }
    return subject.bareKind.endsWith("List") && subject.read("items").isList ? "items" : undefined;
}
