import { schemaBeside, serve } from "../server";
import { tlsStandin } from "./models";

serve(tlsStandin(schemaBeside(__dirname, "tls")));
