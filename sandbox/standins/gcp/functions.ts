import type { Standin } from "../standin";
import { text } from "../values";
import { projectOf } from "./account";

export const functions: Standin["functions"] = {
    "gcp:organizations/getProject:getProject": (args, scope) => {
        const given = text(args["projectId"]);
        const { project, projectNumber } = projectOf(scope, given === undefined ? {} : { project: given });
        return { id: `projects/${project}`, projectId: project, name: project, number: projectNumber };
    },
    "gcp:organizations/getClientConfig:getClientConfig": (_, scope) => {
        const { project, region } = projectOf(scope);
        return { id: `projects/${project}`, project, region, zone: `${region}-a`, accessToken: "" };
    },
    "gcp:storage/getProjectServiceAccount:getProjectServiceAccount": (args, scope) => {
        const { project, projectNumber } = projectOf(scope, args);
        const emailAddress = `service-${projectNumber}@gs-project-accounts.iam.gserviceaccount.com`;
        return { id: emailAddress, emailAddress, member: `serviceAccount:${emailAddress}`, project };
    },
    "gcp:kms/getKMSKeyRing:getKMSKeyRing": (args, scope) => {
        const { project } = projectOf(scope, args);
        const [location, name] = [text(args["location"]) ?? "", text(args["name"]) ?? ""];
        return { id: `projects/${project}/locations/${location}/keyRings/${name}`, location, name, project };
    },
};
