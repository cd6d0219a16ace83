import { flowTable, type Neighbour, type Place, type Row } from "./flowTable";

/** docs/network.md: which connections a database has, and which ones are denied beside them. */
export function networkFlows(): string {
    const { connections, fromTheOwnNode } = flowTable();
    return [
        "# The connections of a PostgreSQL database",
        "",
        "Made by `make docs` from provider/postgres/flows.yaml; do not edit. A connectivity analyzer (cyclonus) judges every line of it, over",
        "IPv4 and IPv6, with the NetworkPolicies that the plugin makes for a database on EKS with all that is named here",
        "(provider/postgres/flows.engine.test.ts). What is not listed is denied, in both directions. Lines with an argument are there only",
        "when the argument is.",
        "",
        "| From | To | Ports | With | Why | Denied beside it |",
        "|---|---|---|---|---|---|",
        ...connections.map(line),
        "",
        "## From the pod's own node",
        "",
        "Kubernetes lets the node on which a pod runs through whatever a policy says, so that the kubelet's probes need no line; from any other",
        "node they are denied.",
        "",
        "| To | Ports | Why |",
        "|---|---|---|",
        ...fromTheOwnNode.map(({ to, ports, reason }) => `| ${to.title} | ${ports.join(", ")} | ${reason} |`),
        "",
        "## What to know of your cluster",
        "",
        "- **NetworkPolicies need an engine.** On EKS: the VPC CNI with `enableNetworkPolicy`, Calico or Cilium. Without one they do nothing.",
        "- **The API server's addresses.** Some engines compare the address of the Service (`kubectl get service kubernetes`), others those behind it",
        "  (`kubectl get endpointslices --selector kubernetes.io/service-name=kubernetes`). Give both in `network.apiServerCidrs`.",
        "- **The object store and STS** answer on public addresses that change. Without `network.objectStoreCidrs` port 443 of every public address",
        "  is open to the instances; with VPC endpoints for S3 and STS, give their subnets.",
        "- **EKS Pod Identity.** The agent answers on the node itself (169.254.170.23, fd00:ec2::23). Cilium takes such an address for the node, which",
        "  no `ipBlock` of a NetworkPolicy names: there, add a CiliumNetworkPolicy with `toEntities: [host]` and port 80 for the database's pods.",
        "- **A load balancer** hands clients' addresses on (`externalTrafficPolicy: Local`); whoever is to log in through it stands in `users[].from`",
        "  with that address as well.",
        "",
    ].join("\n");
}

function line({ from, to, ports, when, reason, denied }: Row): string {
    const argument = when === undefined ? "" : `\`${when}\``;
    const beside = denied.map((each) => neighbour(each, { from, to })).join("<br>");
    return `| ${[from.title, to.title, ports.join(", "), argument, reason, beside].join(" | ")} |`;
}

/** What is other than in the row, in words. */
function neighbour({ wrong, from, to, ports }: Neighbour, row: { from: Place; to: Place }): string {
    if (wrong === "direction") {
        return `back: ${ports.join(", ")}`;
    }
    const other = [
        ...(from.name === row.from.name ? [] : [`from ${from.title}`]),
        ...(to.name === row.to.name ? [] : [`to ${to.title}`]),
    ];
    return `${wrong}: ${other.length === 0 ? ports.join(", ") : other.join(", ")}`;
}
