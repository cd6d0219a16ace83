import { declareClassPlugin, declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";
import { metadataIgnorer } from "./metadata";
import { ReloadingMochaRunner } from "./mochaRunner";

/** What stryker.config.mjs loads. */
export const strykerPlugins = [
    declareClassPlugin(PluginKind.TestRunner, "reloading-mocha", ReloadingMochaRunner),
    declareValuePlugin(PluginKind.Ignore, "rule-metadata", metadataIgnorer),
];
