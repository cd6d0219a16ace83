import { hasVariable, isVariable } from "../text";

/** One line of a MySQL option file that sets something for the server. */
export interface ServerOption {
    /** With underscores, and without `loose_`. */
    readonly name: string;
    /** Undefined where none is written: a switch is on then. */
    readonly value: string | undefined;
    /** A server that does not know the option goes on without it. */
    readonly loose: boolean;
}

export interface OptionFile {
    readonly options: readonly ServerOption[];
    /** Whether more may stand in it than can be seen: a variable in place of a line, an include. */
    readonly open: boolean;
}

/**
 * Reads it as mysqld does (https://dev.mysql.com/doc/refman/8.4/en/option-files.html): groups whose names mind no case,
 * dashes as good as underscores, quotes, comments that may begin inside a line. The library `ini` cuts values at a semicolon and keeps
 * the last of equal names, but plugin lists have semicolons and `plugin-load-add` counts every time.
 * A text is why mysqld would refuse the file.
 */
export function readOptionFile(text: string): OptionFile | string {
    const options: ServerOption[] = [];
    let isServer: boolean | undefined;
    let open = false;
    for (const [index, raw] of text.split(/\r?\n/).entries()) {
        const line = withoutComment(raw).trim();
        if (line === "") {
            continue;
        }
        const header = /^\[([^\]]*)\]/.exec(line)?.[1];
        if (header === undefined && line.startsWith("[")) {
            return `line ${index + 1} begins a group without an end`;
        }
        if (header !== undefined) {
            open ||= hasVariable(header);
            isServer = serverGroup.test(header.trim());
        } else if (/^!|^\{%/.test(line) || isVariable(line) || hasVariable(line.replace(/=.*/, ""))) {
            open = true;
        } else if (isServer === undefined) {
            return `line ${index + 1} stands before any [group]`;
        } else if (isServer) {
            options.push(optionIn(line));
        }
    }
    return { options, open };
}

/** `[mysqld-8.4]` is read by that version only; which one runs is not known here. */
const serverGroup = /^(mysqld(-\d+\.\d+)?|server)$/i;

function optionIn(line: string): ServerOption {
    const equals = line.indexOf("=");
    const written = (equals < 0 ? line : line.slice(0, equals)).trim().replaceAll("-", "_");
    const name = written.replace(/^loose_/, "");
    return {
        name,
        value: equals < 0 ? undefined : unquoted(line.slice(equals + 1).trim()),
        loose: name !== written,
    };
}

function unquoted(value: string): string {
    return /^(["'])(.*)\1$/s.exec(value)?.[2] ?? value;
}

/** `#` and `;` begin a comment at the start of a line, `#` inside it too unless it is quoted. */
function withoutComment(line: string): string {
    if (/^\s*;/.test(line)) {
        return "";
    }
    return line.replace(/((?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^#])*?)(?:#.*)?$/, "$1");
}
