/**
 * A path as given on the command line as an RFC 3986 reference: `./a b.yaml` is `a%20b.yaml`. A colon would make a scheme of what stands before it.
 * Only an absolute path becomes an absolute URI.
 */
export function relativeUri(file: string): string {
    const segments = file
        .split("/")
        .filter((segment, index) => segment !== "." && (segment !== "" || index === 0))
        .map(encodeSegment);
    const path = segments.join("/");
    if (file.startsWith("/")) {
        return `file://${path === "" ? "/" : path}`;
    }
    return path === "" ? "." : path;
}

/** A lone surrogate has no encoding, and stands for a byte that was not UTF-8. */
function encodeSegment(segment: string): string {
    return encodeURIComponent(segment.replace(/\p{Cs}/gu, "\ufffd"));
}
