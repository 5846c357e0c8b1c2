#!/usr/bin/env node
// Stands beside `dist`, so that the command can be linked before the first build.
import '../dist/main.js';
