import { altinity } from "../kinds";
import type { Rule } from "../rule";
import { configurationOf } from "./configuration";
import { references } from "./references";
import { failUnlessConfigured } from "./required";

export const rule: Rule = {
    id: "clickhouse-outbound-calls",
    title: "SQL reaches only the addresses that are listed",
    controls: ["KSI-6"],
    severity: "medium",
    engine: "clickhouse",
    kinds: [altinity.installation],
    why: "url(), s3(), remote() and the like send data wherever a query says. Without a list every address is allowed.",
    fix: "Put `<remote_url_allow_hosts></remote_url_allow_hosts>` into a file under spec.configuration.files: an empty list allows none. Add a host element for each address that is needed.",
    references: [references.server],
    check: (subject, estate) =>
        failUnlessConfigured(
            configurationOf(subject, estate),
            ["remote_url_allow_hosts"],
            subject.read("spec.configuration.settings").child("remote_url_allow_hosts"),
            { default: "every host", wanted: "add it, empty or with the hosts that queries may reach" },
        ),
};
