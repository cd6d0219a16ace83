import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { protoLevels, protoSeverities } from "./diagnostics";
import { controlsInWords, packName, policies, type Policy } from "./policies";

/** The guide whose controls the policies hold. */
export const guide = {
    name: "Data on Kubernetes: Database Operator Security and Hardening Guide",
    version: "0.1.0",
} as const;

/** What the pack is and has: for the engine, and for whoever manages packs. */
export function analyzerInfo(version: string): proto.AnalyzerInfo {
    return new proto.AnalyzerInfo()
        .setName(packName)
        .setDisplayname("Hardened databases")
        .setDescription(
            "Holds databases on Kubernetes, and the cloud around them, to the 52 controls of the Database Operator Security and Hardening Guide.",
        )
        .setVersion(version)
        .setSupportsconfig(true)
        .setTagsList(["kubernetes", "databases", "security"])
        .setPoliciesList(policies.map(policyInfo));
}

function policyInfo(policy: Policy): proto.PolicyInfo {
    const { name, title, why, fix, severity, level, type, controls, url = "", tags, settings } = policy;
    const info = new proto.PolicyInfo()
        .setName(name)
        .setDisplayname(title)
        .setDescription(`${title}. ${why}`)
        .setMessage(fix)
        .setRemediationSteps(fix)
        .setEnforcementlevel(protoLevels[level])
        .setSeverity(protoSeverities[severity])
        .setPolicyType(type === "resource" ? proto.PolicyType.POLICY_TYPE_RESOURCE : proto.PolicyType.POLICY_TYPE_STACK)
        .setTagsList([...tags])
        .setUrl(url)
        .setConfigschema(new proto.PolicyConfigSchema().setProperties(structOf(settings)));
    if (controls.length > 0) {
        info.setFramework(
            new proto.PolicyComplianceFramework()
                .setName(guide.name)
                .setVersion(guide.version)
                .setReference(controls.join(", "))
                .setSpecification(controlsInWords(policy)),
        );
    }
    return info;
}

/** Structs hold plain JSON. */
function structOf(value: object): Struct {
    return Struct.fromJavaScript(JSON.parse(JSON.stringify(value)) as Parameters<typeof Struct.fromJavaScript>[0]);
}
