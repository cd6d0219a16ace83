import type { Scope } from "../standin";
import { text, type Properties } from "../values";

/** Where the provider works: as configured, else the sandbox's own project. */
export interface Project {
    project: string;
    projectNumber: string;
    region: string;
}

export function projectOf(scope: Scope, inputs: Properties = {}): Project {
    return {
        project: text(inputs["project"]) ?? text(scope.config["project"]) ?? "sandbox-project",
        projectNumber: "123456789012",
        region: text(scope.config["region"]) ?? "europe-west3",
    };
}
