import { cloudNativeIntegration } from "./cloudNativeIntegration";
import type { Control } from "./control";
import { credentialAndKeyManagement } from "./credentialAndKeyManagement";
import { documentation } from "./documentation";
import { externalData } from "./externalData";
import type { ControlKey } from "./keys";
import { kubernetesSecurityIntegration } from "./kubernetesSecurityIntegration";
import { monitoringAlertingAuditing } from "./monitoringAlertingAuditing";
import { networkManagement } from "./networkManagement";
import { softwareSupplyChain } from "./softwareSupplyChain";
import { storageManagement } from "./storageManagement";
import { userManagement } from "./userManagement";

export {
    engineNames,
    engines,
    sections,
    type Answer,
    type Control,
    type ControlByEvidence,
    type ControlByRules,
    type Engine,
    type Evidence,
    type Impossible,
    type Met,
    type Section,
    type ShownBy,
} from "./control";
export { guide, type Guide } from "./guide";
export { controlKeys, type ControlKey } from "./keys";

/** The 52 controls of the guide, in its order, each with what it takes to meet it. */
export const controls: readonly Control[] = [
    ...userManagement,
    ...credentialAndKeyManagement,
    ...networkManagement,
    ...storageManagement,
    ...externalData,
    ...monitoringAlertingAuditing,
    ...kubernetesSecurityIntegration,
    ...cloudNativeIntegration,
    ...softwareSupplyChain,
    ...documentation,
];

const byKey = new Map(controls.map((control) => [control.key, control]));

export function controlOf(key: ControlKey): Control {
    const control = byKey.get(key);
    if (control === undefined) {
        throw new Error(`no control ${key}`);
    }
    return control;
}
