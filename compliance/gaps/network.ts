import type { Field } from "../../rules/field";
import { cnpg, kubernetes } from "../../rules/kinds";
import { parameter } from "../../rules/postgres/parameters";
import { isInternal } from "../../rules/service";
import type { Subject } from "../../rules/subject";
import { hasContent, hasVariable, is, oneOf } from "../../rules/text";
import { leftWhen, ownOf, ownOfKind, type Gap, type Ground } from "./gap";

export const networkGaps: readonly Gap[] = [
    {
        controls: ["NM-4"],
        engine: "postgres",
        left: ({ database }) =>
            leftWhen(
                oneOf(parameter(database, "ssl_min_protocol_version"), ["TLSv1.2"]) === true &&
                    !hasGoodCiphers(database),
                "TLS 1.2 is admitted with ciphers without forward secrecy, which PostgreSQL's default has: write ssl_ciphers: ECDHE+AESGCM:ECDHE+CHACHA20, or ssl_min_protocol_version: TLSv1.3.",
            ),
    },
    {
        controls: ["NM-7"],
        engine: "postgres",
        left: (ground) => {
            const { text = "" } = ground.database.read("spec.certificates.serverTLSSecret");
            return leftWhen(
                text !== "" && !hasVariable(text) && !isRenewed(text, ground),
                `The server's certificate is the one in the Secret ${text}, and nothing that was read renews it: have cert-manager write it (a Certificate with this secretName), or leave it to the operator.`,
            );
        },
    },
    {
        controls: ["NM-11"],
        engine: "postgres",
        left: (ground) =>
            leftWhen(
                !setsServices(ground),
                "No Service of the database is declared with properties of its own, so nothing that was read shows that they can be set: spec.managed.services takes them, or serviceTemplate of a Pooler.",
            ),
    },
    {
        controls: ["KSI-5", "NM-11"],
        left: (ground) =>
            publicBalancers(ground).map(({ name, ranges }) => {
                const accepted = acceptance(ground);
                return `The Service ${name} is a load balancer that the internet reaches from ${ranges}: make it internal, or let clients come through the cluster.${accepted}`;
            }),
    },
    {
        controls: ["KSI-6"],
        left: (ground) =>
            leftWhen(
                ownOfKind(ground, kubernetes.networkPolicy).some(leadsEverywhere),
                "The pods may open connections to any address on port 443, as long as no addresses are named for the object store.",
            ),
    },
];

/** Whether every family that is named has ephemeral keys. The order and what is taken away do not matter. */
function hasGoodCiphers(database: Subject): boolean {
    const ciphers = parameter(database, "ssl_ciphers");
    const named = (ciphers.text ?? "").split(/[:, ]+/).filter((name) => name !== "" && !/^[!+@-]/.test(name));
    return (
        ciphers.isUnknown ||
        hasVariable(ciphers.text ?? "") ||
        (named.length > 0 && named.every((name) => /^(k?E?ECDHE?|k?EDH|DHE|TLS_)/i.test(name)))
    );
}

/** By cert-manager, or by the program that makes it, at its next `up`. */
function isRenewed(secret: string, ground: Ground): boolean {
    const { database, estate } = ground;
    return (
        estate
            .of(kubernetes.certificate)
            .some(
                ({ namespace, read }) => namespace === database.namespace && read("spec.secretName").text === secret,
            ) ||
        ownOf(database, estate).some(
            ({ kind, read }) =>
                kind === "tls:index/locallySignedCert:LocallySignedCert" &&
                hasContent(read("earlyRenewalHours")) !== false,
        )
    );
}

function setsServices(ground: Ground): boolean {
    const { read } = ground.database;
    return (
        hasContent(read("spec.managed.services")) !== false ||
        ownOfKind(ground, cnpg.pooler).some((pooler) => hasContent(pooler.read("spec.serviceTemplate")) !== false) ||
        // Those that the operator makes are nobody's declaration.
        ownOfKind(ground, kubernetes.service).some(
            (service) => service.read("metadata.ownerReferences").items.length === 0,
        )
    );
}

interface Balancer {
    readonly name: string;
    readonly ranges: string;
}

/** Load balancers that are not internal. The rules see to it that they have source ranges. */
function publicBalancers(ground: Ground): readonly Balancer[] {
    const { database } = ground;
    const templates = [
        ...database.read("spec.managed.services.additional").items.map((service) => service.child("serviceTemplate")),
        ...ownOfKind(ground, cnpg.pooler).map((pooler) => pooler.read("spec.serviceTemplate")),
        ...ownOfKind(ground, kubernetes.service).map(({ all }) => all),
    ];
    return templates.flatMap((template) => {
        const ranges = template.at("spec.loadBalancerSourceRanges").items.map((range) => openly(range) ?? "…");
        const isPublic =
            is(template.at("spec.type"), "LoadBalancer") === true &&
            isInternal(template.at("metadata.annotations")) === false &&
            ranges.length > 0;
        return isPublic ? [{ name: openly(template.at("metadata.name")) ?? "", ranges: ranges.join(", ") }] : [];
    });
}

/** Who took it on, where the component's arguments were read too: no object carries it, since no rule fails. */
function acceptance({ database, estate }: Ground): string {
    const component = estate.resource(database.pulumi?.parent ?? "");
    const waiver = component?.read("service.allowExternal");
    if (waiver?.isMapping !== true) {
        return "";
    }
    const [owner, expires, reason] = ["owner", "expires", "reason"].map((key) => openly(waiver.child(key)) ?? "…");
    return ` Accepted in the program by ${owner} until ${expires}: ${reason}.`;
}

/** A text that may be shown. */
function openly({ secret, text }: Field): string | undefined {
    return secret ? undefined : text;
}

function leadsEverywhere({ read }: Subject): boolean {
    return read("spec.egress").items.some(
        (egress) => isAnywhere(egress.child("to")) && egress.child("ports").items.some(isHttps),
    );
}

/** No peers are all peers (NetworkPolicyEgressRule of networking.k8s.io/v1). */
function isAnywhere(peers: Field): boolean {
    return peers.isAbsent || (peers.isList && peers.items.length === 0) || peers.items.some(isEverywhere);
}

function isEverywhere(peer: Field): boolean {
    return oneOf(peer.at("ipBlock.cidr"), ["0.0.0.0/0", "::/0"]) === true;
}

function isHttps(port: Field): boolean {
    return oneOf(port.child("port"), ["443"]) === true;
}
