import { isMapping, textOf, unmarked } from "./content";
import { onceForText } from "./once";
import { formatPath, type Path, type Segment } from "./path";
import { namesSecret, redact } from "./redact";
import { isVariable } from "./text";
import { SecretValue, UnknownValue } from "./value";

/** How much of a value a message shows. */
const shownLength = 80;

/**
 * One place of a subject: known, unknown or absent. Null is absent, as Kubernetes has it; below an unknown and below a variable
 * all is unknown, below another scalar all is absent.
 */
export class Field {
    readonly state: "known" | "unknown" | "absent";
    /** Undefined unless known. */
    readonly value: unknown;
    /** Under Pulumi's secret mark, here or above. */
    readonly secret: boolean;

    constructor(
        private steps: Path | undefined,
        content: unknown,
        secret = false,
        private readonly above?: Field,
        private readonly key?: Segment,
    ) {
        const inside = unmarked(content);
        this.secret = secret || content instanceof SecretValue;
        this.state = inside instanceof UnknownValue ? "unknown" : inside == null ? "absent" : "known";
        this.value = this.state === "known" ? inside : undefined;
    }

    /** Put together when it is asked for: most fields are only stepped through. */
    get path(): Path {
        this.steps ??= this.above === undefined || this.key === undefined ? [] : [...this.above.path, this.key];
        return this.steps;
    }

    /** Several steps at once, divided by dots: `at("spec.postgresql.parameters")`. Numbers step into lists. */
    at(path: string): Field {
        return stepsOf(path).reduce<Field>((field, key) => field.child(key), this);
    }

    /** One step, the key as it stands: `child("cnpg.io/podPatch")`. */
    child(key: Segment): Field {
        return new Field(undefined, this.contentAt(key), this.secret, this, key);
    }

    private contentAt(key: Segment): unknown {
        if (this.state === "unknown" || this.isVariable) {
            return unknown;
        }
        const { value } = this;
        if (Array.isArray(value)) {
            return typeof key === "number" ? (value as unknown[])[key] : undefined;
        }
        return isMapping(value) && Object.hasOwn(value, key) ? value[key] : undefined;
    }

    get isUnknown(): boolean {
        return this.state === "unknown";
    }

    /** Nothing but a substitution variable, which may stand for anything: `parameters: ${PARAMETERS}`. */
    get isVariable(): boolean {
        return typeof this.value === "string" && isVariable(this.value);
    }

    get isAbsent(): boolean {
        return this.state === "absent";
    }

    get isMapping(): boolean {
        return isMapping(this.value);
    }

    get isList(): boolean {
        return Array.isArray(this.value);
    }

    /** The elements of a list; none of anything else. Mind `isUnknown`, or use `each`. */
    get items(): readonly Field[] {
        return Array.isArray(this.value) ? this.value.map((_, index) => this.child(index)) : [];
    }

    /** The entries of a mapping; none of anything else. Mind `isUnknown`, or use `each`. */
    get entries(): readonly (readonly [string, Field])[] {
        return isMapping(this.value) ? Object.keys(this.value).map((key) => [key, this.child(key)] as const) : [];
    }

    /** A scalar as text; undefined of anything else. It may hold substitution variables: see text.ts for questions that mind them. */
    get text(): string | undefined {
        return textOf(this.value);
    }

    /** `spec.enableSuperuserAccess` */
    get name(): string {
        return formatPath(this.path);
    }

    /** The value as a message may show it: short, and nothing secret. */
    get shown(): string {
        const { text } = this;
        if (this.isUnknown) {
            return "not known yet";
        }
        if (this.isAbsent) {
            return "not set";
        }
        if (this.secret || this.path.some((key) => typeof key === "string" && namesSecret(key))) {
            return "set (hidden)";
        }
        if (text === undefined) {
            return this.isList ? "a list" : "a mapping";
        }
        const clean = redact(text).replace(/\s+/g, " ");
        const short = clean.length > shownLength ? `${clean.slice(0, shownLength)}…` : clean;
        return typeof this.value === "string" ? JSON.stringify(short) : short;
    }
}

const unknown = new UnknownValue();

const stepsOf = onceForText((path): Path => path.split(".").map((key) => (/^\d+$/.test(key) ? Number(key) : key)));
