import type { ControlKey, Engine } from "../controls";
import type { Estate } from "../rules/estate";
import type { Field } from "../rules/field";
import { kubernetes } from "../rules/kinds";
import { signals } from "../rules/kubernetes/securityAlerts";
import type { Subject } from "../rules/subject";
import { oneOf } from "../rules/text";
import { databasesWith, engineOfDatabase } from "./belonging";

/** Something that no check calls wrong, and that yet leaves a part of a control open. */
interface Gap {
    readonly control: ControlKey;
    /** Absent where it can be of any engine. */
    readonly engine?: Engine;
    readonly why: string;
    readonly isThere: (database: Subject, estate: Estate) => boolean;
}

const gaps: readonly Gap[] = [
    {
        control: "MAA-2",
        engine: "postgres",
        why: "Nobody is told of failed logins: PostgreSQL counts them in no metric, so it takes an alert on its log (Loki), and none was found.",
        isThere: (database, estate) => !of(kubernetes.configMap, database, estate).some(speaksOfFailedLogins),
    },
    {
        control: "KSI-6",
        why: "The pods may open connections to any address on port 443, as long as no addresses are named for the object store.",
        isThere: (database, estate) => of(kubernetes.networkPolicy, database, estate).some(leadsEverywhere),
    },
];

/** Why a control is met only in part by this database, although no check of it fails. */
export function gapsOf(control: ControlKey, database: Subject | undefined, estate: Estate): readonly string[] {
    if (database === undefined) {
        return [];
    }
    return gaps
        .filter((gap) => gap.control === control)
        .filter(({ engine }) => engine === undefined || engine === engineOfDatabase(database))
        .filter(({ isThere }) => isThere(database, estate))
        .map(({ why }) => why);
}

function of(kind: string, database: Subject, estate: Estate): readonly Subject[] {
    return estate.of(kind).filter((subject) => databasesWith(subject, estate).includes(database));
}

/** Loki's ruler reads alerts from ConfigMaps. */
function speaksOfFailedLogins({ read }: Subject): boolean {
    const [failedLogins] = signals;
    return read("data").entries.some(
        ([, { text = "" }]) => /\bexpr:/.test(text) && /\balert:/.test(text) && failedLogins?.test(text) === true,
    );
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
