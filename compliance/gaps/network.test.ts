import { cluster, gapsAreTold, object } from "../../testing/gaps";

const parameters = (settings: string): string => `postgresql: { parameters: { ${settings} } }`;

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
    ]);
});
