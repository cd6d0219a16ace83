import type { Field } from "../field";
import { cnpg } from "../kinds";
import { isPlaintext } from "../endpoint";
import { each, failWhen, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import { ownStore } from "./objectStore";
import { barmanPlugin, source } from "./references";

export const rule: Rule = {
    id: "postgres-plaintext-endpoint",
    title: "Backups travel over TLS",
    controls: ["NM-6"],
    severity: "high",
    engine: "postgres",
    kinds: [cnpg.cluster, cnpg.objectStore],
    why: "Over http everybody on the way reads the backups and the requests' signatures, and can put other data in their place.",
    fix: "Write an https:// endpoint; give endpointCA where its certificate is signed by a CA of your own.",
    references: [barmanPlugin, source("api/v1/cluster_types.go", "the Cluster")],
    check: (subject) => [
        ...judged(ownStore(subject)),
        ...each(subject.read("spec.externalClusters"), (cluster) => judged(cluster.child("barmanObjectStore"))),
    ],
};

function judged(store: Field): readonly Outcome[] {
    const endpoint = store.child("endpointURL");
    return failWhen(isPlaintext(endpoint), endpoint, {
        wanted: "write https://, with endpointCA if the certificate is of a CA of your own",
    });
}
