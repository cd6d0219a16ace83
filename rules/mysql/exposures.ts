import type { Field } from "../field";
import { renamed } from "../percona";
import type { Exposure } from "../service";
import { all, not, type Ternary } from "../ternary";
import { isFalse, isTrue } from "../text";

/** A Service that the operator makes for MySQL or a proxy before it. */
export interface SwitchedExposure {
    readonly on: Ternary;
    readonly toggle: Field;
    readonly exposure: Exposure;
}

/**
 * The Services in the operator's order (pkg/pxc/service.go, 1.19.0). The proxies' own fields are those before 1.14. Only `pxc.expose`
 * and `exposeReplicas` have a switch of their own; `exposeReplicas` is on when it is not written at all.
 */
export function exposures(spec: Field): readonly SwitchedExposure[] {
    const { pxc, haproxy, proxysql } = {
        pxc: spec.at("pxc.expose"),
        haproxy: spec.child("haproxy"),
        proxysql: spec.child("proxysql"),
    };
    const primary = haproxy.child("exposePrimary");
    return [
        {
            on: isTrue(pxc.child("enabled")),
            toggle: pxc.child("enabled"),
            exposure: exposureBy(pxc),
        },
        {
            on: isTrue(haproxy.child("enabled")),
            toggle: haproxy.child("enabled"),
            exposure: exposureBy(primary, haproxy),
        },
        replicasOf(haproxy),
        {
            on: isTrue(proxysql.child("enabled")),
            toggle: proxysql.child("enabled"),
            exposure: exposureBy(proxysql.child("expose"), proxysql),
        },
    ];
}

function exposureBy(expose: Field, older?: Field): Exposure {
    const type = expose.child("type");
    const ranges = expose.child("loadBalancerSourceRanges");
    const annotations = expose.child("annotations");
    return older === undefined
        ? { type, sourceRanges: [ranges], annotations: [annotations] }
        : {
              type: renamed(type, older.child("serviceType")),
              sourceRanges: [ranges, older.child("loadBalancerSourceRanges")],
              annotations: [annotations, older.child("serviceAnnotations")],
          };
}

/** Where it gives no ranges, those of `exposePrimary` hold. */
function replicasOf(haproxy: Field): SwitchedExposure {
    const expose = haproxy.child("exposeReplicas");
    const own = expose.child("enabled");
    const older = haproxy.child("replicasServiceEnabled");
    const toggle = expose.isAbsent ? older : own;
    const ranges = expose.child("loadBalancerSourceRanges");
    return {
        on: all(isTrue(haproxy.child("enabled")), expose.isAbsent ? not(isFalse(older)) : isTrue(own)),
        toggle: isTrue(haproxy.child("enabled")) === "unknown" ? haproxy.child("enabled") : toggle,
        exposure: {
            type: renamed(expose.child("type"), haproxy.child("replicasServiceType")),
            sourceRanges: [
                renamed(ranges, haproxy.at("exposePrimary.loadBalancerSourceRanges")),
                haproxy.child("replicasLoadBalancerSourceRanges"),
                haproxy.child("loadBalancerSourceRanges"),
            ],
            annotations: [expose.child("annotations"), haproxy.child("replicasServiceAnnotations")],
        },
    };
}
