import { variablesIn } from "../text";

/**
 * How PostgreSQL cuts pg_hba.conf into tokens (src/backend/libpq/hba.c, next_token and next_field_expand; PostgreSQL 14 to 18).
 * Substitution variables are more than PostgreSQL knows: each stands in a token as it is written, blanks and commas included.
 */
export interface Token {
    /** Without its quotes. */
    readonly text: string;
    /** Begins with a quote: then `all` is a name, and `@` no file. */
    readonly quoted: boolean;
    /** What it stands for is not in sight: a variable is in it, or it names a file (`@admins`). */
    readonly open: boolean;
}

/** Several tokens where commas join them. */
export type Column = readonly Token[];

/** Text with the lines that continue it joined to it, and where it begins: 0 is the first line. */
export interface LogicalLine {
    readonly text: string;
    readonly begin: number;
}

/** A backslash at the end of a line continues it (PostgreSQL 14 and later). */
export function logicalLines(physical: readonly string[]): readonly LogicalLine[] {
    const lines: LogicalLine[] = [];
    let begin = 0;
    let text = "";
    physical.forEach((part, index) => {
        const stripped = part.replace(/[\r\n]+$/, "");
        if (stripped.endsWith("\\")) {
            text += stripped.slice(0, -1);
            return;
        }
        lines.push({ text: text + stripped, begin });
        begin = index + 1;
        text = "";
    });
    return text === "" ? lines : [...lines, { text, begin }];
}

/** The columns of one line; none of a blank or commented one. */
export function columnsOf(line: string): readonly Column[] {
    const reader = new LineReader(line);
    const columns: Column[] = [];
    for (;;) {
        const column: Token[] = [];
        for (let more = true; more; more = reader.endedAtComma) {
            const token = reader.next();
            if (token === undefined) {
                break;
            }
            column.push(token);
        }
        if (column.length === 0) {
            return columns;
        }
        columns.push(column);
    }
}

class LineReader {
    private at = 0;
    private readonly variables: ReadonlyMap<number, number>;
    /** Whether the last token was ended by a comma: the next one belongs to the same column. */
    endedAtComma = false;

    constructor(private readonly line: string) {
        this.variables = new Map(variablesIn(line).map(({ from, to }) => [from, to]));
    }

    next(): Token | undefined {
        this.endedAtComma = false;
        while (this.at < this.line.length && /[ \t\r,]/.test(this.line.charAt(this.at))) {
            this.at++;
        }
        let text = "";
        let hasVariable = false;
        let inQuotes = false;
        let wasQuote = false;
        let sawQuote = false;
        let quoted = false;
        while (this.at < this.line.length) {
            const end = this.variables.get(this.at);
            if (end !== undefined) {
                text += this.line.slice(this.at, end);
                hasVariable = true;
                wasQuote = false;
                this.at = end;
                continue;
            }
            const character = this.line.charAt(this.at);
            if (!inQuotes) {
                if (/[ \t\r]/.test(character)) {
                    break;
                }
                if (character === "#") {
                    this.at = this.line.length;
                    break;
                }
                if (character === ",") {
                    this.endedAtComma = true;
                    break;
                }
            }
            if (character !== '"' || wasQuote) {
                text += character;
            }
            // Two double quotes inside quotes are one that is meant.
            wasQuote = inQuotes && character === '"' ? !wasQuote : false;
            if (character === '"') {
                inQuotes = !inQuotes;
                sawQuote = true;
                quoted ||= text === "";
            }
            this.at++;
        }
        if (!sawQuote && text === "") {
            return undefined;
        }
        return { text, quoted, open: hasVariable || (!quoted && /^@./.test(text)) };
    }
}
