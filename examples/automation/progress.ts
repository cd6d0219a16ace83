import type { EngineEvent, OpMap } from "@pulumi/pulumi/automation";

/** Says something of one stack. */
export type Tell = (line: string) => void;

/** What an operation's events come to, and a line for each resource as it is done. */
export class Progress {
    readonly errors: string[] = [];
    changes: OpMap = {};
    private done = 0;

    constructor(private readonly tell: Tell) {}

    readonly onEvent = (event: EngineEvent): void => {
        const finished = event.resOutputsEvent?.metadata;
        if (
            finished !== undefined &&
            !unchanged.includes(finished.op) &&
            !finished.type.startsWith("pulumi:providers:")
        ) {
            this.done += 1;
            this.tell(`${finished.op} ${named(finished.urn)} (${this.done} done)`);
        }
        const failed = event.resOpFailedEvent?.metadata;
        if (failed !== undefined) {
            this.tell(`could not ${failed.op} ${named(failed.urn)}`);
        }
        const said = event.diagnosticEvent;
        if (said?.severity === "error") {
            this.errors.push(plainText(said.message));
        }
        this.changes = event.summaryEvent?.resourceChanges ?? this.changes;
    };
}

/** A stack reference is read, and counted, when something of the other stack changed. */
export const unchanged: readonly string[] = ["same", "read", "refresh"];

/** `Secret acme-app-login`: the type's last part and the name. */
export function named(urn: string): string {
    const [, , types = "", ...name] = urn.split("::");
    const type = types.split(/[$:]/).at(-1) ?? "";
    return `${type} ${name.join("::")}`;
}

/** Without the colours, which stand in the text as <{%reset%}>. */
function plainText(message: string): string {
    return message.replaceAll(/<\{%.*?%\}>/g, "").trim();
}
