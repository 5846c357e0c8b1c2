/** Texts of `tendril help` and `tendril COMMAND --help`. */
export const HELP = `tendril: the collector of Tendril

Usage
  tendril serve [flags]   receive events, serve rules
  tendril help [command]  this text, or that of a command
  tendril --version

Example
  tendril serve --data ./tendril-data --rules rules.json --write-key wk_dev
`;

export const SERVE_HELP = `tendril serve: receive events, keep them, serve rules

Usage
  tendril serve [flags]

Flags
  --port N         port to listen on; 0 picks a free one (4317)
  --host NAME      address to listen on (127.0.0.1)
  --data DIR       directory of the databases, made when missing (./tendril-data)
  --rules FILE     ruleset, JSON; followed while the collector runs (an empty ruleset)
  --write-key K    key that clients send with; give it again for more keys (needed)
  --secret-key S   key of the admin routes; without it they are off
  --quiet          log warnings and errors only
  --help           this text

Environment
  TENDRIL_WRITE_KEY   write keys, separated by commas, where --write-key is not given
  TENDRIL_SECRET_KEY  secret key, where --secret-key is not given

Examples
  tendril serve --write-key wk_dev
  tendril serve --port 8080 --host 0.0.0.0 --data /var/lib/tendril --rules rules.json --write-key wk_live
  TENDRIL_SECRET_KEY=... tendril serve --write-key wk_live --write-key wk_old
`;
