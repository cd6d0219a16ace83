import type { Conditions, PolicyDocument, Statement } from "../policyDocument";

/** A document with one piece less. */
export interface Reduction {
    /** `DenyWrongKey: action s3:PutObject`. */
    piece: string;
    /** The statement that it is a piece of. */
    of: Statement;
    document: PolicyDocument;
}

/**
 * The document without each of its statements, and of those without each action, resource, principal, condition and value of a
 * condition that has others beside it: a list of one is the statement itself.
 */
export function reductions(document: PolicyDocument): Reduction[] {
    return document.Statement.flatMap((statement, index) => {
        const instead = (...statements: Statement[]): PolicyDocument => ({
            ...document,
            Statement: document.Statement.toSpliced(index, 1, ...statements),
        });
        return [
            { piece: statement.Sid, of: statement, document: instead() },
            ...without(statement).map(({ piece, statement: smaller }) => ({
                piece: `${statement.Sid}: ${piece}`,
                of: statement,
                document: instead(smaller),
            })),
        ];
    });
}

interface Smaller {
    piece: string;
    statement: Statement;
}

function without(statement: Statement): Smaller[] {
    const { Action, Resource = [], Principal, Condition = {} } = statement;
    return [
        ...shorter(Action).map(({ left, rest }) => ({
            piece: `action ${left}`,
            statement: { ...statement, Action: rest },
        })),
        ...shorter(Resource).map(({ left, rest }) => ({
            piece: `resource ${left}`,
            statement: { ...statement, Resource: rest },
        })),
        ...(Principal === undefined || Principal === "*"
            ? []
            : Object.entries(Principal).flatMap(([kind, who]) =>
                  shorter(who).map(({ left, rest }) => ({
                      piece: `principal ${left}`,
                      statement: { ...statement, Principal: { ...Principal, [kind]: rest } },
                  })),
              )),
        ...smallerConditions(Condition).map(({ piece, conditions }) => ({
            piece,
            statement: { ...statement, Condition: conditions },
        })),
    ];
}

function smallerConditions(conditions: Conditions): { piece: string; conditions: Conditions }[] {
    return Object.entries(conditions).flatMap(([operator, keys]) => {
        const { [operator]: _, ...others } = conditions;
        return Object.entries(keys).flatMap(([key, values]) => {
            const { [key]: __, ...otherKeys } = keys;
            return [
                {
                    piece: `condition ${operator} ${key}`,
                    conditions: Object.keys(otherKeys).length === 0 ? others : { ...others, [operator]: otherKeys },
                },
                ...shorter(values).map(({ left, rest }) => ({
                    piece: `condition ${operator} ${key} = ${left}`,
                    conditions: { ...others, [operator]: { ...keys, [key]: rest } },
                })),
            ];
        });
    });
}

function shorter(list: string | string[]): { left: string; rest: string[] }[] {
    return typeof list === "string" || list.length < 2
        ? []
        : list.map((left, index) => ({ left, rest: list.toSpliced(index, 1) }));
}
