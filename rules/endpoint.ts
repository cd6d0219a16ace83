import type { Field } from "./field";
import { any, type Ternary } from "./ternary";
import { literalsOf, startsWith } from "./text";

/** Whether an S3 endpoint is AWS's own: none given, or a host under amazonaws.com. */
export function isAws(endpoint: Field): Ternary {
    const { text } = endpoint;
    if (endpoint.isUnknown) {
        return "unknown";
    }
    if (text === undefined || text === "") {
        return true;
    }
    // What a variable stands for is cut out as one character that no host name has.
    const marked = literalsOf(text).join("\0");
    const host = marked.replace(/^[a-z\0][a-z0-9+.\0-]*:\/\//i, "").replace(/[/:?#].*/s, "");
    if (/(^|\.)amazonaws\.com(\.cn)?$/i.test(host)) {
        return true;
    }
    return /\0[^.]*$/.test(host) ? "unknown" : false;
}

/** Whether a URL is spoken in the clear. */
export function isPlaintext(url: Field): Ternary {
    return any(...["http://", "HTTP://", "Http://"].map((scheme) => startsWith(url, scheme)));
}
