import { cluster, gapsAreTold, object } from "../../testing/gaps";

const parameters = (settings: string): string => `postgresql: { parameters: { ${settings} } }`;
const quiet = "log_min_messages: log, log_min_error_statement: panic";

describe("what the checks of logs and metrics do not carry is a gap:", () => {
    gapsAreTold([
        {
            control: "ED-2",
            what: "messages of errors, by default",
            said: /Messages of errors are logged.*A statement that fails is logged/,
            open: [cluster("instances: 3")],
            closed: [cluster(parameters(quiet))],
        },
        {
            control: "ED-2",
            what: "statements of DDL, with the passwords in them",
            said: /log_statement: ddl/,
            open: [cluster(parameters(`${quiet}, log_statement: ddl`))],
            closed: [cluster(parameters(`${quiet}, log_statement: none`))],
        },
        {
            control: "ED-2",
            what: "slow statements",
            said: /log_min_duration_statement logs slow statements/,
            open: [cluster(parameters(`${quiet}, log_min_duration_statement: "250", log_parameter_max_length: "0"`))],
            closed: [cluster(parameters(`${quiet}, log_min_duration_statement: "-1"`))],
        },
        {
            control: "ED-2",
            what: "an audit log of what is read and written",
            said: /pgaudit logs statements that read and write/,
            open: [cluster(parameters(`${quiet}, pgaudit.log: "write, ddl"`))],
            closed: [cluster(parameters(`${quiet}, pgaudit.log: "ddl, role"`))],
        },
        {
            control: "MAA-1",
            what: "metrics without a dashboard",
            said: /No dashboard/,
            open: [cluster("monitoring: { enablePodMonitor: true }")],
            closed: [
                cluster("monitoring: { enablePodMonitor: true }"),
                object(
                    "v1",
                    "ConfigMap",
                    "orders-dashboard",
                    `data: { orders.json: '{ "panels": [{ "expr": "cnpg_collector_up" }] }' }`,
                    "grafana",
                ),
            ],
        },
        {
            control: "MAA-3",
            what: "a server's log of every statement",
            said: /holds more than security work needs/,
            open: [cluster(parameters("log_statement: all"))],
            closed: [cluster(parameters("log_statement: none"))],
        },
    ]);
});
