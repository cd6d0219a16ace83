import { description, engines, license, name, version } from "../package.json";

/**
 * The package.json of the plugin's folder, with which it is published: everything is bundled, so it depends on nothing and runs no script.
 * Without the key `pulumi`, by which language hosts would take it for an SDK and ask the engine to download the plugin.
 * npm's provenance wants to know the repository, which only a build in GitHub Actions does (its variables).
 */
export function manifest(environment: NodeJS.ProcessEnv) {
    const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = environment;
    return {
        name,
        version,
        description,
        keywords: ["pulumi", "kubernetes", "postgresql", "security", "compliance"],
        license,
        ...(server !== undefined &&
            repository !== undefined && { repository: { type: "git", url: `git+${server}/${repository}.git` } }),
        main: "plugin.js",
        bin: { "hardened-db": "hardened-db" },
        engines,
    };
}
