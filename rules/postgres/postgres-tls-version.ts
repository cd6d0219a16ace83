import { cnpg } from "../kinds";
import { failWhen } from "../outcome";
import type { Rule } from "../rule";
import { oneOf } from "../text";
import { parameter } from "./parameters";
import { manual, page } from "./references";

export const rule: Rule = {
    id: "postgres-tls-version",
    title: "PostgreSQL speaks TLS 1.2 or newer only",
    controls: ["NM-4"],
    severity: "high",
    engine: "postgres",
    kinds: [cnpg.cluster],
    why: "TLS 1.0 and 1.1 have been withdrawn (RFC 8996): their ciphers and hashes are broken. An empty value allows them all.",
    fix: "Leave ssl_min_protocol_version out (TLSv1.3), or write TLSv1.2 or TLSv1.3.",
    references: [
        page("postgresql_conf", "PostgreSQL configuration"),
        manual("runtime-config-connection", "ssl_min_protocol_version"),
    ],
    check: (subject) => {
        const version = parameter(subject, "ssl_min_protocol_version");
        return failWhen(oneOf(version, ["", "TLSv1", "TLSv1.1"]), version, {
            wanted: "write TLSv1.3 (or TLSv1.2), or leave it out",
        });
    },
};
