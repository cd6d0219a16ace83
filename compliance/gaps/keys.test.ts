import { cluster, gapsAreTold, object } from "../../testing/gaps";

describe("what the checks of keys do not carry is a gap:", () => {
    gapsAreTold([
        {
            control: "CM-1",
            what: "passwords from no key management service",
            said: /passwords come from no key management service/,
            open: [cluster("instances: 3")],
            closed: [cluster("instances: 3"), object("external-secrets.io/v1", "ExternalSecret", "orders-login")],
        },
    ]);
});
