/** Where an export goes. Paths are relative, with `/`. */
export interface Destination {
  /** For people. */
  name: string;
  /** A directory of this machine for files that are not whole yet. */
  workDirectory(): Promise<string>;
  /** Puts a file in its place: there is the earlier one, or this one, whole. */
  put(path: string, file: string): Promise<void>;
  /** Text of a file; undefined when there is none. */
  read(path: string): Promise<string | undefined>;
  /** Does nothing where there is none. */
  remove(path: string): Promise<void>;
}
