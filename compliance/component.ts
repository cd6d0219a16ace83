import { controls, type Control, type ControlKey, type Engine } from "../controls";
import { rules } from "../rules";
import { Estate } from "../rules/estate";
import { judge, type Judgement } from "../rules/judge";
import { pulumiSubject, showsOutputs } from "../rules/pulumiSubject";
import type { PulumiResource, Subject } from "../rules/subject";
import { SecretValue, unknownValue } from "../rules/value";
import { appliesTo } from "../waivers/decide";
import { annotationPrefix } from "../waivers/annotationPrefix";
import { readAnnotations } from "../waivers/annotations";
import type { ResourceIdentity, Waiver } from "../waivers/waiver";
import { isForEngine, passCounts } from "./applies";
import { databasesOf } from "./belonging";
import { isBuiltIn } from "./builtIn";
import { controlStatus, type Verdict } from "./controlStatus";
import { gapsOf } from "./gaps";
import { summarised, type ComplianceSummary, type Standing } from "./summary";

/** A resource that a component makes, secrets and unknowns marked. */
export interface Child {
    readonly pulumi: PulumiResource;
    readonly inputs: unknown;
    /** Of what generates secrets (`marks.showsOutputs`); empty of anything else. */
    readonly outputs: unknown;
}

/** How whoever reads children marks what he finds. */
export const marks = {
    secret: (inside: unknown): unknown => new SecretValue(inside),
    unknown: unknownValue as unknown,
    showsOutputs,
};
export type Marks = typeof marks;

/** What a summary is of. */
export interface Summarised {
    /** Of a database: then every control is told of. Of a part that several share, such as an operator: those that its children decide. */
    readonly engine?: Engine;
    /** Controls that the program weakens by a waiver though no rule calls the result wrong. */
    readonly accepted?: readonly ControlKey[];
}

/** One rule on one child. */
interface Judged {
    readonly controls: readonly ControlKey[];
    readonly verdicts: readonly Verdict[];
}

export function summaryOf(children: readonly Child[], what: Summarised = {}): ComplianceSummary {
    return summarised(standingOf(children, what));
}

export function standingOf(
    children: readonly Child[],
    { engine, accepted = [] }: Summarised = {},
): ReadonlyMap<ControlKey, Standing> {
    // Not a complete estate: what is missing here may stand beside the component, so it is not known rather than wrong.
    const estate = new Estate(children.map(({ pulumi, inputs, outputs }) => pulumiSubject(pulumi, inputs, outputs)));
    const judged = judge(
        rules.filter((rule) => isForEngine(rule, engine)),
        estate,
    )
        .filter(
            ({ rule, subject, outcomes, error }) =>
                outcomes.length > 0 || error !== undefined || passCounts(rule, subject, estate),
        )
        .map((judgement): Judged => ({ controls: judgement.rule.controls, verdicts: verdictsOf(judgement) }));
    return new Map(
        controls.flatMap((control) => {
            const named = judged.filter(({ controls: keys }) => keys.includes(control.key));
            const waived: readonly Verdict[] = accepted.includes(control.key) ? ["waived"] : [];
            const verdicts = [...named.flatMap((each) => each.verdicts), ...waived];
            const found =
                engine === undefined ? ofPart(control, verdicts) : ofDatabase(control, verdicts, engine, estate);
            return found === undefined ? [] : [[control.key, found] as const];
        }),
    );
}

function ofPart(control: Control, verdicts: readonly Verdict[]): Standing | undefined {
    return verdicts.length === 0 ? undefined : standing(controlStatus(control, { verdicts }), verdicts);
}

function ofDatabase(control: Control, verdicts: readonly Verdict[], engine: Engine, estate: Estate): Standing {
    const answer = control.answers[engine];
    const [database] = databasesOf(estate);
    const deciding = rules.filter((rule) => rule.controls.includes(control.key) && isForEngine(rule, engine)).length;
    const builtIn = isBuiltIn(answer, { deciding, said: verdicts.length });
    const gaps = gapsOf(control.key, database, estate);
    return standing(controlStatus(control, { answer, verdicts, builtIn, gaps }), verdicts);
}

/** Whoever reads the summary must not take for met in part what may yet turn out either way. */
function standing(status: ReturnType<typeof controlStatus>, verdicts: readonly Verdict[]): Standing {
    if (status === "missing") {
        return "evidence";
    }
    return status === "partial" && verdicts.includes("unknown") ? "unknown" : status;
}

function verdictsOf({ rule, subject, outcomes, error }: Judgement): readonly Verdict[] {
    if (error !== undefined) {
        return ["unknown"];
    }
    if (outcomes.length === 0) {
        return ["pass"];
    }
    const resource = identityOf(subject);
    const accepted = waiversOn(subject, resource).some((waiver) => appliesTo(waiver, { rule: rule.id, resource }));
    return outcomes.map(({ verdict }) => (verdict === "fail" && accepted ? "waived" : verdict));
}

/** Whatever their dates: nothing here looks at a clock. */
function waiversOn({ read }: Subject, resource: ResourceIdentity): readonly Waiver[] {
    const carried = read("metadata.annotations").entries.filter(([key]) => key.startsWith(annotationPrefix));
    const texts = Object.fromEntries(carried.map(([key, field]) => [key, field.text]));
    return readAnnotations(texts, { resource, file: "", line: null }).waivers;
}

function identityOf({ bareKind, namespace, name, pulumi }: Subject): ResourceIdentity {
    return { kind: bareKind, namespace, name, ...(pulumi && { urn: pulumi.urn }) };
}
