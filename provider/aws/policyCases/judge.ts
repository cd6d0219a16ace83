import { decide, iamAllowsAll, type Decision, type Request } from "../iamSimulation.test";
import { policyDocument, type PolicyDocument } from "../policyDocument";
import type { Ask, Change } from "./cases";

/** What AWS answers when this document stands where it stands and everything around it leaves the answer to it. */
export async function answerOf(document: PolicyDocument, ask: Ask): Promise<Decision> {
    return decide(withKnownKeys(request(document, ask)));
}

/** The request after the change. */
export function changed(ask: Ask, { context = {}, ...rest }: Change): Ask {
    const entries = Object.entries({ ...ask.context, ...context }).flatMap(([key, value]) =>
        value === undefined ? [] : [[key, value] as const],
    );
    const { iam, ...other } = { ...ask, ...rest, context: Object.fromEntries(entries) };
    return { ...other, ...(iam !== undefined && { iam }) };
}

/** In how many values two requests differ. */
export function distance(one: Ask, other: Ask): number {
    const leaves = ({ context, ...rest }: Ask): Record<string, string> => ({ ...rest, ...context });
    const [before, after] = [leaves(one), leaves(other)];
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => before[key] !== after[key])
        .length;
}

function request(document: PolicyDocument, { principal, action, resource, context, iam }: Ask): Request {
    const account = /^arn:[^:]*:[^:]*:[^:]*:(\d+)/.exec(principal)?.[1] ?? /:(\d{12}):/.exec(resource)?.[1] ?? "";
    const service = action.split(":")[0] ?? "";
    const common = {
        principal,
        action,
        resource,
        account,
        context: { ...(/:(role|user)\//.test(principal) && { "aws:PrincipalArn": principal }), ...context },
    };
    if (document.Statement.some((statement) => statement.Principal !== undefined)) {
        return {
            ...common,
            resourcePolicy: document,
            ...(iam === "everything" && { identity: iamAllowsAll(service) }),
        };
    }
    // KMS asks the key's own policy first: here it leaves the answer to IAM.
    return { ...common, identity: document, ...(service === "kms" && { resourcePolicy: leftToIam(account) }) };
}

function leftToIam(account: string): PolicyDocument {
    return policyDocument({
        Sid: "Delegate",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: "kms:*",
        Resource: "*",
    });
}

/**
 * The evaluator does not know condition keys with a name of the user's own in them. Each judges the same under another name that
 * neither policy nor request uses: the issuer of a web identity, and what stands behind `kms:EncryptionContext:`.
 */
function withKnownKeys<T>(value: T): T {
    const text = JSON.stringify(value);
    const unknown = [...new Set(text.match(/"kms:EncryptionContext:[^"]+"/g) ?? [])];
    if (unknown.length > standIns.length || standIns.some((key) => text.includes(key))) {
        throw new Error(`no known condition keys are free to stand in for ${unknown.join(", ")}`);
    }
    const known = unknown.reduce((result, key, index) => result.replaceAll(key, standIns[index] ?? ""), text);
    return JSON.parse(known.replaceAll(/"oidc[.-]eks\.[^":]+:(aud|sub)"/g, '"accounts.google.com:$1"')) as T;
}

const standIns = ['"aws:UserAgent"', '"aws:Referer"'];
