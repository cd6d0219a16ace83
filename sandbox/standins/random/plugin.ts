import { schemaBeside, serve } from "../server";
import { randomStandin } from "./models";

serve(randomStandin(schemaBeside(__dirname, "random")));
