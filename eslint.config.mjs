import js from "@eslint/js";
import boundaries from "eslint-plugin-boundaries";
import tseslint from "typescript-eslint";

/**
 * The rooms of the house and which rooms each may import (docs/architecture.md draws them).
 * Nothing in provider/ knows that the sandbox exists; the pure rooms know nothing of Pulumi's rim.
 */
const rooms = [
    { type: "standins", pattern: "sandbox/standins" },
    { type: "sandbox", pattern: "sandbox" },
    { type: "aws", pattern: "provider/aws" },
    { type: "s3", pattern: "provider/s3" },
    { type: "kubernetes", pattern: "provider/kubernetes" },
    { type: "postgres", pattern: "provider/postgres" },
    { type: "api", pattern: "provider/api" },
    { type: "core", pattern: "provider/core" },
    { type: "summary", pattern: "provider/summary" },
    { type: "provider", pattern: "provider" },
    { type: "controls", pattern: "controls" },
    { type: "rules", pattern: "rules" },
    { type: "waivers", pattern: "waivers" },
    { type: "compliance", pattern: "compliance" },
    { type: "audit", pattern: "audit" },
    { type: "report", pattern: "report" },
    { type: "cli", pattern: "cli" },
    { type: "policy", pattern: "policy" },
    { type: "testing", pattern: "testing" },
    { type: "build", pattern: "build" },
    { type: "bench", pattern: "bench" },
];

const mayImport = {
    // The name of the annotation that components stamp and the audit reads.
    core: ["core", "waivers"],
    // The one place where what builds meets what checks; it takes no resource of ours, and is loaded with the rules.
    summary: ["summary", "compliance", "controls"],
    kubernetes: ["core", "kubernetes"],
    aws: ["core", "summary", "kubernetes", "aws"],
    s3: ["core", "kubernetes", "s3"],
    postgres: ["core", "summary", "kubernetes", "aws", "s3", "postgres"],
    api: ["core", "summary", "kubernetes", "aws", "s3", "postgres", "api"],
    provider: ["core", "aws", "postgres", "api", "provider"],
    controls: ["controls"],
    rules: ["rules", "controls"],
    waivers: ["waivers"],
    compliance: ["compliance", "rules", "waivers", "controls"],
    audit: ["audit", "waivers", "rules", "controls"],
    report: ["report", "compliance", "audit", "waivers", "rules", "controls"],
    cli: ["cli", "report", "compliance", "audit", "waivers", "rules", "controls"],
    // The same rules under Pulumi's analyzer protocol; of the audit, what turns their verdicts into findings.
    policy: ["policy", "audit", "waivers", "rules", "controls"],
    standins: ["standins"],
    sandbox: ["sandbox", "standins"],
    // Pins, names, policies and the list of components are data that the build reads; the provider knows nothing of the build.
    build: [
        "build",
        "api",
        "aws",
        "postgres",
        "sandbox",
        "testing",
        "report",
        "compliance",
        "waivers",
        "rules",
        "controls",
    ],
    testing: [
        "testing",
        "sandbox",
        "build",
        "api",
        "aws",
        "postgres",
        "report",
        "compliance",
        "audit",
        "waivers",
        "rules",
        "controls",
    ],
    bench: ["bench", "sandbox", "testing", "audit", "rules"],
};

const element = (type) => ({ element: { type } });

export default tseslint.config(
    {
        ignores: [
            "bin/",
            "dist/",
            "policy/dist/",
            "sdk/",
            ".sandbox/",
            "node_modules/",
            "**/*.generated.*",
            "**/urns.txt",
        ],
    },
    js.configs.recommended,
    ...tseslint.configs.strictTypeChecked,
    {
        languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
        plugins: { boundaries },
        settings: {
            "boundaries/elements": rooms,
            "boundaries/include": ["**/*.ts"],
            "import/resolver": { node: { extensions: [".ts", ".json"] } },
        },
        rules: {
            "boundaries/dependencies": [
                "error",
                {
                    default: "disallow",
                    policies: Object.entries(mayImport).map(([from, rooms]) => ({
                        from: element(from),
                        allow: rooms.map((to) => ({ to: element(to) })),
                    })),
                },
            ],
            "@typescript-eslint/no-unused-vars": [
                "error",
                { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true },
            ],
            "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
            "no-restricted-imports": [
                "error",
                {
                    patterns: [
                        {
                            // One index import of an SDK costs the plugin 400 ms and 75 MiB at start (bench/plugin).
                            regex: "^@pulumi/((aws|gcp|kubernetes)(/[a-z0-9.]+)?|random|tls)$",
                            message:
                                "Import the resource's own file: @pulumi/aws/kms/key, not @pulumi/aws or @pulumi/aws/kms.",
                        },
                    ],
                },
            ],
        },
    },
    {
        // Tests may use every harness there is, programs every package.
        files: ["**/*.test.ts", "provider/aws/policyCases/**", "examples/**"],
        rules: {
            "boundaries/dependencies": "off",
            "@typescript-eslint/no-unused-expressions": "off",
            "@typescript-eslint/no-non-null-assertion": "off",
        },
    },
    { files: ["examples/**"], rules: { "no-restricted-imports": "off" } },
    {
        files: ["**/*.mjs"],
        ...tseslint.configs.disableTypeChecked,
        languageOptions: {
            globals: { process: "readonly", console: "readonly" },
            parserOptions: { projectService: false, project: null },
        },
    },
);
