import fc from "fast-check";
import type { Waiver } from "./waiver";

/** Waivers as people may write them, with every character that a file can hold. */
const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,15}$/);
export const text = fc
    .oneof(
        fc.string({ minLength: 1, unit: "grapheme" }),
        fc.constantFrom(
            "null",
            "~",
            "0812",
            "1e3",
            "0x1F",
            "yes",
            "2026-01-01",
            "a: b",
            "- x",
            "# y",
            "0b1",
            "=",
            "<<",
            "1_000",
        ),
        fc.constantFrom(
            "two\nlines\n",
            "tab\there",
            " blank around ",
            "'",
            '"',
            "{a}",
            "[b]",
            "*c",
            "&d",
            "!e",
            "%f",
            "a #b",
        ),
    )
    .filter((value) => value.trim() !== "");

export const waivers: fc.Arbitrary<Waiver> = fc.record(
    {
        rule: word,
        resource: fc.oneof(
            fc.tuple(word, word, word).map((parts) => parts.join("/")),
            fc.tuple(word, word).map((parts) => parts.join("/")),
            fc.constantFrom(
                "Cluster/*/orders",
                "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::logs",
                "aws:kms/key:Key/k",
            ),
        ),
        reason: text,
        owner: text,
        expires: fc.constantFrom("2027-03-31", "2027-11-23"),
        ticket: text,
        path: fc.constantFrom("spec.postgresql.pg_hba[0]", 'metadata.annotations["cnpg.io/podPatch"]', "spec.users[*]"),
    },
    { requiredKeys: ["rule", "resource", "reason", "owner", "expires"], noNullPrototype: true },
);
