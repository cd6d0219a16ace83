import type { Engine } from "../controls";
import { cloudTied } from "../rules/cloudTies";
import type { Estate } from "../rules/estate";
import { anyPulumiResource, kubernetes } from "../rules/kinds";
import { bindsOperator, isBoundToOperator } from "../rules/kubernetes/operatorAccounts";
import type { Rule } from "../rules/rule";
import type { Subject } from "../rules/subject";
import { tiedToDatabase } from "../rules/ties";
import { operatorOfSubject } from "./belonging";

/**
 * Whether that a rule has nothing to say of an object means that the object passes. Most objects of a kind are no database's, and a
 * rule is silent about them; so is a rule on operators about any other Deployment, and one on other servers about a database that
 * connects to none. A rule that does say something always counts.
 */
export function passCounts(rule: Rule, subject: Subject, estate: Estate): boolean {
    if (rule.concerns?.(subject) === false) {
        return false;
    }
    if (rule.id.startsWith("operator-")) {
        return (
            operatorOfSubject(subject) !== undefined ||
            bindsOperator(subject, estate) ||
            (subject.kind === kubernetes.clusterRole && isBoundToOperator(subject, estate))
        );
    }
    const tied = subject.apiVersion === "" ? cloudTied(subject, estate) : tiedToDatabase(subject, estate);
    return tied && (!rule.kinds.includes(anyPulumiResource) || subject.pulumi !== undefined);
}

/** Rules of one engine say nothing about a database of another. */
export function isForEngine(rule: Rule, engine: Engine | undefined): boolean {
    if (rule.id.startsWith("percona-")) {
        return engine === undefined || engine === "mysql" || engine === "mongodb";
    }
    return rule.engine === undefined || engine === undefined || rule.engine === engine;
}
