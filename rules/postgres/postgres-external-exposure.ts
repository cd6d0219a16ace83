import type { Field } from "../field";
import { cnpg } from "../kinds";
import { each, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import { exposureOf } from "../service";
import { page } from "./references";

export const rule: Rule = {
    id: "postgres-external-exposure",
    title: "No Service opens the database to the outside",
    controls: ["KSI-5", "NM-11"],
    severity: "high",
    engine: "postgres",
    kinds: [cnpg.cluster, cnpg.pooler],
    why: "A node port or an open load balancer puts the login of the database before everybody who finds the address.",
    fix: "Leave the type at ClusterIP. Where clients are outside of the cluster, use an internal load balancer, or loadBalancerSourceRanges.",
    references: [page("service_management", "service management"), page("connection_pooling", "connection pooling")],
    check: (subject) =>
        subject.is(cnpg.cluster)
            ? each(subject.read("spec.managed.services.additional"), (service) =>
                  judged(service.child("serviceTemplate")),
              )
            : judged(subject.read("spec.serviceTemplate")),
};

function judged(template: Field): readonly Outcome[] {
    return exposureOf({
        type: template.at("spec.type"),
        sourceRanges: [template.at("spec.loadBalancerSourceRanges")],
        annotations: [template.at("metadata.annotations")],
    });
}
