import { cidrProblems, isWide, parseCidr } from "../core/address";
import { isUnknown, type Known } from "../core/known";
import type { Problem } from "../core/problems";
import type { ServiceArgs } from "../kubernetes/arguments";
import { internalAnnotations, type Cloud } from "./services";

type Service = Known<ServiceArgs>;

/** What is wrong with `service` beyond its form. Paths are relative to it. */
export function serviceProblems(service: Service | undefined, cloud?: Cloud): Problem[] {
    if (service === undefined) {
        return [];
    }
    const { exposure = "internal", sourceRanges = [], allowExternal } = service;
    return [
        ...sourceRanges.flatMap((range, index) => rangeProblems(`sourceRanges[${index}]`, range)),
        ...(exposure === "external" ? externalProblems(service) : []),
        ...(exposure === "internal" ? internalProblems(service, cloud) : []),
        ...(exposure === "clusterIP" && sourceRanges.length > 0
            ? [{ path: "sourceRanges", reason: 'goes with a load balancer, and exposure "clusterIP" has none' }]
            : []),
        ...(exposure !== "external" && allowExternal !== undefined
            ? [
                  {
                      path: "allowExternal",
                      reason: `is not needed, since exposure "${exposure}" opens nothing to the internet: take it out`,
                  },
              ]
            : []),
    ];
}

function externalProblems({ sourceRanges = [], allowExternal, annotations = {} }: Service): Problem[] {
    return [
        ...(sourceRanges.length === 0
            ? [
                  {
                      path: "sourceRanges",
                      reason: 'is required with exposure "external": write the networks that may use the load balancer, for example ["203.0.113.0/24"]',
                  },
              ]
            : []),
        ...(allowExternal === undefined
            ? [
                  {
                      path: "allowExternal",
                      reason: 'is required with exposure "external": write { reason, owner, expires }, or make the load balancer internal',
                  },
              ]
            : []),
        ...Object.entries(internalAnnotations).flatMap(([name, value]) =>
            annotations[name] === value
                ? [
                      {
                          path: `annotations["${name}"]`,
                          reason: `makes the load balancer internal, but exposure is "external": write exposure "internal"`,
                      },
                  ]
                : [],
        ),
    ];
}

function internalProblems({ sourceRanges = [], annotations = {} }: Service, cloud?: Cloud): Problem[] {
    const opposed = Object.entries(internalAnnotations).filter(
        ([name, value]) => annotations[name] !== undefined && annotations[name] !== value,
    );
    const told = Object.entries(internalAnnotations).some(([name, value]) => annotations[name] === value);
    return [
        ...opposed.map(([name, value]) => ({
            path: `annotations["${name}"]`,
            reason: `"${annotations[name] ?? ""}" opens the load balancer to the outside: write "${value}", or exposure "external" with sourceRanges and allowExternal`,
        })),
        ...(cloud === undefined && !told && sourceRanges.length === 0
            ? [
                  {
                      path: "sourceRanges",
                      reason: `is required, since nobody here knows how this platform keeps a load balancer inside: write the networks that may use it, or the platform's annotation in annotations (one of ${Object.keys(internalAnnotations).join(", ")})`,
                  },
              ]
            : []),
    ];
}

function rangeProblems(path: string, value: NonNullable<Service["sourceRanges"]>[number]): Problem[] {
    const cidr = isUnknown(value) ? undefined : parseCidr(value);
    return [
        ...cidrProblems(path, value),
        ...(cidr !== undefined && isWide(cidr)
            ? [
                  {
                      path,
                      reason: `"${String(value)}" is wider than /8 (IPv4) or /32 (IPv6); write the networks that clients really come from`,
                  },
              ]
            : []),
    ];
}
