import { libraryFolders, unpackedPackages } from "../packages";

/** The distribution's OpenLDAP server, of which everything is below `folder`. */
export interface DirectoryServer {
    folder: string;
    program: string;
    /** Folder of the back ends that it loads. */
    modules: string;
    schemas: string;
    /** Folder of shared libraries that the system does not have. */
    libraries?: string;
}

export async function distributionSlapd(): Promise<DirectoryServer> {
    const folder = await unpackedPackages({
        name: "ldap",
        choose: () => Promise.resolve(["slapd"]),
        byHand: "these tests run an OpenLDAP server from the packages of Debian or a distribution made of it",
    });
    const [libraries] = libraryFolders(folder);
    return {
        folder,
        program: "usr/sbin/slapd",
        modules: "usr/lib/ldap",
        schemas: "etc/ldap/schema",
        ...(libraries !== undefined && { libraries }),
    };
}
