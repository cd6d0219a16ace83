import type { Field } from "../field";
import type { Subject } from "../subject";

/** A parameter of a StorageClass. The CSI drivers of EBS, GCE and Azure read its name in any case. */
export function parameterOf({ read }: Subject, name: string): Field {
    const parameters = read("parameters");
    const written = parameters.entries.find(([key]) => key.toLowerCase() === name.toLowerCase());
    return written?.[1] ?? parameters.child(name);
}
