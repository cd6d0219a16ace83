import { cloudTied } from "../cloudTies";
import type { Estate } from "../estate";
import type { Field } from "../field";
import { gcp } from "../kinds";
import { fail, failWhen, undecided, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import type { Subject } from "../subject";
import { all, any, type Ternary } from "../ternary";
import { oneOf } from "../text";
import { administrationOf } from "./keyBindings";

const use = [
    "roles/cloudkms.cryptoKeyDecrypter",
    "roles/cloudkms.cryptoKeyDecrypterViaDelegation",
    "roles/cloudkms.cryptoKeyEncrypter",
    "roles/cloudkms.cryptoKeyEncrypterDecrypter",
    "roles/cloudkms.cryptoKeyEncrypterDecrypterViaDelegation",
    "roles/cloudkms.cryptoKeyEncrypterViaDelegation",
];

export const rule: Rule = {
    id: "gcp-key-use",
    title: "A Cloud KMS key of a database is used by named members, who do not manage it",
    controls: ["CM-1"],
    severity: "high",
    kinds: [gcp.cryptoKeyMember],
    // The other role of a member is a resource of its own.
    scope: "estate",
    why: "allUsers and allAuthenticatedUsers are everybody on the internet. A member that both manages and uses a key can read every backup and destroy the key, without anybody else's consent.",
    fix: "Give the encrypter/decrypter role to the service agents of Cloud Storage and Compute only, and roles/cloudkms.admin to other people.",
    references: [
        {
            title: "Cloud KMS: separation of duties",
            url: "https://cloud.google.com/kms/docs/separation-of-duties",
            version: "Google Cloud documentation, November 2026",
        },
        {
            title: "Cloud KMS: permissions and roles",
            url: "https://cloud.google.com/kms/docs/reference/permissions-and-roles",
            version: "Google Cloud documentation, November 2026",
        },
    ],
    check: (subject, estate) =>
        cloudTied(subject, estate) ? [...openToEverybody(subject), ...alsoManages(subject, estate)] : [],
};

function openToEverybody({ read }: Subject): readonly Outcome[] {
    const member = read("member");
    return failWhen(oneOf(member, ["allUsers", "allAuthenticatedUsers"]), member, {
        wanted: "name the service account or the person",
    });
}

/** Told of the binding for use: it is the one to take away. */
function alsoManages(subject: Subject, estate: Estate): readonly Outcome[] {
    const role = subject.read("role");
    const uses = oneOf(role, use);
    if (uses === false) {
        return [];
    }
    const held = administrationOf(subject, estate)
        .filter(({ binding }) => binding !== subject)
        .map(({ binding, certain }) =>
            all(certain ? true : "unknown", isSame(subject.read("member"), binding.read("member"))),
        );
    const mixed = all(uses, any(...held));
    if (mixed === "unknown") {
        return [undecided(role, "whether the member also manages the key is not known yet")];
    }
    return mixed
        ? [
              fail(role, {
                  wanted: "the same member has roles/cloudkms.admin on this key; give one of the two to somebody else",
              }),
          ]
        : [];
}

function isSame(one: Field, other: Field): Ternary {
    if (one.isUnknown || other.isUnknown) {
        return "unknown";
    }
    return one.text !== undefined && oneOf(other, [one.text]);
}
