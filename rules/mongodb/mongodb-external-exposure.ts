import type { Field } from "../field";
import { percona } from "../kinds";
import type { Outcome } from "../outcome";
import { renamed, whenOn } from "../percona";
import type { Rule } from "../rule";
import { exposureOf } from "../service";
import { isTrue } from "../text";
import { eachPart } from "./parts";

export const rule: Rule = {
    id: "mongodb-external-exposure",
    title: "MongoDB cannot be reached from outside the network",
    controls: ["KSI-5", "NM-11"],
    severity: "high",
    engine: "mongodb",
    kinds: [percona.mongodb],
    why: "An open MongoDB is found within hours. Passwords are then all that stands before the data.",
    fix: "Expose nothing, or with type ClusterIP. Where clients are outside, use an internal load balancer and give loadBalancerSourceRanges.",
    references: [
        {
            title: "Percona Operator for MongoDB: exposing the cluster",
            url: "https://docs.percona.com/percona-operator-for-mongodb/expose.html",
            version: "Percona Operator for MongoDB 1.22.0",
        },
    ],
    check: (subject) => [
        ...eachPart(subject, ["mongod", "config"], ({ field }) => {
            const expose = field.child("expose");
            return whenOn(isTrue(expose.child("enabled")), expose.child("enabled"), openService(expose));
        }),
        // The Service of mongos has no switch.
        ...eachPart(subject, ["mongos"], ({ field }) => openService(field.child("expose"))),
    ],
};

function openService(expose: Field): readonly Outcome[] {
    return exposureOf({
        type: renamed(expose.child("type"), expose.child("exposeType")),
        sourceRanges: [expose.child("loadBalancerSourceRanges")],
        annotations: [expose.child("annotations"), expose.child("serviceAnnotations")],
    });
}
