#!/usr/bin/env node
// The command. Ends the process itself: a project may hold connections and timers that would keep it.
import { run } from "./run";

void run(process.argv.slice(2)).then((code) => process.exit(code));
