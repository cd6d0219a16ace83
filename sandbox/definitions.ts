import * as fs from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { parseAllDocuments } from "yaml";

import { apply, request, type ApiAccess } from "./api-client";
import { recordsAt, textAt } from "./json";
import { program, type Toolchain } from "./toolchain/build";
import { definitionParts } from "./toolchain/parts";

const definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
const establishedWithin = 30_000;

/** Installs the CustomResourceDefinitions of software that runs on no stage, and waits until their objects can be made. */
export async function installDefinitions(access: ApiAccess, toolchain: Toolchain): Promise<void> {
    const objects: unknown[] = definitionParts.flatMap((part) =>
        parseAllDocuments(fs.readFileSync(program(toolchain, part, "definitions.yaml"), "utf8"))
            .map((document) => document.toJS() as unknown)
            .filter((object) => object !== null),
    );
    const names = objects.map((object) => textAt(object, "metadata", "name") ?? "");
    await Promise.all(objects.map((object, index) => apply(access, `${definitions}/${names[index] ?? ""}`, object)));
    const deadline = Date.now() + establishedWithin;
    for (const name of names) {
        while (!(await isEstablished(access, name))) {
            if (Date.now() > deadline) {
                throw new Error(`the API server did not establish ${name} in ${establishedWithin / 1000} s`);
            }
            await sleep(50);
        }
    }
}

async function isEstablished(access: ApiAccess, name: string): Promise<boolean> {
    const definition = await request(access, `${definitions}/${name}`);
    return recordsAt(definition, "status", "conditions").some(
        ({ type, status }) => type === "Established" && status === "True",
    );
}
