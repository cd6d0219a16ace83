import { schemaBeside, serve } from "../server";
import { awsStandin } from "./models";

serve(awsStandin(schemaBeside(__dirname, "aws")));
