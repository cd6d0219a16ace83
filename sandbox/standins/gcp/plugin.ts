import { schemaBeside, serve } from "../server";
import { gcpStandin } from "./models";

serve(gcpStandin(schemaBeside(__dirname, "gcp")));
