import assert from "node:assert/strict";
import { load } from "js-yaml";
import { Estate } from "../../rules/estate";
import { Subject } from "../../rules/subject";
import { SecretValue } from "../../rules/value";
import { cluster, gapsAreTold, object } from "../../testing/gaps";
import { gapsOf } from "../gaps";

const parameters = (settings: string): string => `postgresql: { parameters: { ${settings} } }`;

const balancer = (range: string, more: string): string =>
    `managed: { services: { additional: [{ selectorType: rw, serviceTemplate: { metadata: { name: orders-external${more} }, spec: { type: LoadBalancer, loadBalancerSourceRanges: ["${range}"] } } }] } }`;

describe("what the checks of connections and certificates do not carry is a gap:", () => {
    gapsAreTold([
        {
            control: "NM-4",
            what: "TLS 1.2 with the default ciphers",
            said: /ciphers without forward secrecy/,
            open: [cluster(parameters("ssl_min_protocol_version: TLSv1.2"))],
            closed: [
                cluster(parameters('ssl_min_protocol_version: TLSv1.2, ssl_ciphers: "ECDHE+AESGCM:ECDHE+CHACHA20"')),
            ],
        },
        {
            control: "NM-7",
            what: "a certificate that nothing renews",
            said: /Secret by-hand, and nothing that was read renews it/,
            open: [cluster("certificates: { serverTLSSecret: by-hand, serverCASecret: ca }")],
            closed: [
                cluster("certificates: { serverTLSSecret: by-hand, serverCASecret: ca }"),
                object("cert-manager.io/v1", "Certificate", "orders", "spec: { secretName: by-hand }"),
            ],
        },
        {
            control: "NM-11",
            what: "Services as they come",
            said: /No Service of the database is declared/,
            open: [cluster("instances: 3")],
            closed: [
                cluster(
                    "managed: { services: { additional: [{ selectorType: rw, serviceTemplate: { metadata: { name: x } } }] } }",
                ),
            ],
        },
        {
            control: "KSI-5",
            what: "a load balancer that the internet reaches from some addresses",
            said: /Service orders-external is a load balancer that the internet reaches from 203\.0\.113\.0\/24: make it internal/,
            open: [cluster(balancer("203.0.113.0/24", ""))],
            closed: [
                cluster(
                    balancer(
                        "203.0.113.0/24",
                        ', annotations: { service.beta.kubernetes.io/aws-load-balancer-scheme: "internal" }',
                    ),
                ),
            ],
        },
    ]);

    it("such a load balancer, with who accepted it, where the component's arguments were read [NM-11]", () => {
        const component = "urn:pulumi:prod::shop::hardened-db:index:PostgresDatabase::orders";
        const accepted = (reason: unknown): string => {
            const waiver = { reason, owner: "data", expires: "2027-03-31" };
            const estate = new Estate([
                resource(component, "hardened-db:index:PostgresDatabase", { service: { allowExternal: waiver } }),
                database,
            ]);
            return gapsOf("NM-11", database, estate).join(" ");
        };
        const resource = (urn: string, type: string, inputs: object, parent?: string): Subject =>
            Subject.ofPulumi(
                { urn, type, dependencies: [], marksSecrets: true, ...(parent === undefined ? {} : { parent }) },
                inputs,
            );
        const manifest = load(cluster(balancer("203.0.113.0/24", ""))) as object;
        const database = resource(
            `${component}$kubernetes:postgresql.cnpg.io/v1:Cluster::orders`,
            "kubernetes:postgresql.cnpg.io/v1:Cluster",
            manifest,
            component,
        );
        assert.match(
            accepted("partners load reports"),
            /from 203\.0\.113\.0\/24: .* Accepted in the program by data until 2027-03-31: partners load reports\.$/,
        );
        assert.match(accepted(new SecretValue("geheim")), /until 2027-03-31: …\.$/, "no secret is shown");
    });
});
