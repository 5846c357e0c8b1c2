import { MATCH, type Node } from './automaton.js';
import { type Accepts, characterOf, isWord, range, setOf } from './characters.js';

/** A part of a pattern: what has to follow in, the automaton of both out. May be asked several times. */
type Part = (next: Node) => Node;

/** Nodes and repetitions of a whole pattern: `(a{99}){99}` is short, and long once written out. */
const MAX_NODES = 1000;
/** What an escape is made of, after its backslash. */
const ESCAPE = /x[\da-f]{2}|u[\da-f]{4}|0(?!\d)|[^0]/iy;
const QUANTIFIER = /([*+?])\??|\{(\d+)(,(\d*))?\}\??/y;
const GROUP = /\((\?:|\?<[a-z_$][\w$]*>|(?!\?))/iy;

const isEdge = (subject: string, index: number): boolean =>
  isWord(subject[index - 1] ?? '') !== isWord(subject[index] ?? '');
const isLineCharacter: Accepts = (char) => /./.test(char);

function fail(): never {
  throw new SyntaxError();
}

/** Reads a pattern from left to right by recursive descent. */
class Parser {
  readonly text: string;
  readonly ignoreCase: boolean;
  at = 0;
  nodes = 0;

  constructor(text: string, ignoreCase: boolean) {
    this.text = text;
    this.ignoreCase = ignoreCase;
  }

  /** Takes what matches here. */
  take(wanted: RegExp): RegExpExecArray | null {
    wanted.lastIndex = this.at;
    const found = wanted.exec(this.text);
    if (found) this.at = wanted.lastIndex;
    return found;
  }

  node(made: Node): Node {
    this.nodes += 1;
    return this.nodes > MAX_NODES ? fail() : made;
  }

  character(accepts: Accepts): Part {
    return (next) => this.node({ accepts, next });
  }

  assertion(allows: Node['allows'] & object): Part {
    return (next) => this.node({ allows, next });
  }

  alternatives(): Part {
    const first = this.sequence();
    if (!this.take(/\|/y)) return first;
    const others = this.alternatives();
    return (next) => this.node({ next: first(next), other: others(next) });
  }

  sequence(): Part {
    const parts: Part[] = [];
    while (this.at < this.text.length && !/[|)]/.test(this.text[this.at] as string))
      parts.push(this.repeated(this.atom()));
    return (next) => parts.reduceRight((following, part) => part(following), next);
  }

  atom(): Part {
    if (this.take(/\^/y)) return this.assertion((_, index) => index === 0);
    if (this.take(/\$/y)) return this.assertion((subject, index) => index === subject.length);
    if (this.take(/\\b/y)) return this.assertion(isEdge);
    if (this.take(/\\B/y)) return this.assertion((...place) => !isEdge(...place));
    if (this.take(/\./y)) return this.character(isLineCharacter);
    if (this.take(/\[/y)) return this.characterClass();
    if (this.take(QUANTIFIER)) fail();
    if (this.text[this.at] !== '(') return this.character(this.accepting(this.member()));
    if (!this.take(GROUP)) fail();
    const inner = this.alternatives();
    return this.take(/\)/y) ? inner : fail();
  }

  /** One character, or the set that an escape stands for. */
  member(): Accepts | string {
    if (!this.take(/\\/y)) return (this.take(/[\s\S]/y) ?? fail())[0];
    const [escaped] = this.take(ESCAPE) ?? fail();
    return setOf(escaped) ?? characterOf(escaped) ?? fail();
  }

  accepting(member: Accepts | string): Accepts {
    return typeof member === 'string' ? range(member, member, this.ignoreCase) : member;
  }

  characterClass(): Part {
    const negated = !!this.take(/\^/y);
    const members: Accepts[] = [];
    while (!this.take(/\]/y)) {
      const from = this.member();
      const to = this.take(/-(?!\])/y) ? this.member() : from;
      if (to === from) members.push(this.accepting(from));
      else if (typeof from === 'string' && typeof to === 'string' && from < to)
        members.push(range(from, to, this.ignoreCase));
      else fail();
    }
    return this.character((char) => members.some((accepts) => accepts(char)) !== negated);
  }

  repeated(part: Part): Part {
    const quantifier = this.take(QUANTIFIER);
    if (!quantifier) return part;
    const [, sign, low, open, high] = quantifier;
    const least = low ? Number(low) : sign === '+' ? 1 : 0;
    const most = high ? Number(high) : sign === '?' ? 1 : low && !open ? least : Number.POSITIVE_INFINITY;
    if (most < least) fail();
    return (next) => {
      let start = next;
      if (most < Number.POSITIVE_INFINITY)
        for (let count = least; count < most; count += 1)
          start = this.node({ next: part(start), other: next });
      else {
        start = this.node({ other: next });
        start.next = part(start);
      }
      for (let count = 0; count < least; count += 1) start = this.node({ next: part(start) });
      return start;
    };
  }
}

/** The automaton of a pattern. Throws where the pattern is not one that can be matched in linear time. */
export function parsePattern(pattern: string, ignoreCase: boolean): Node {
  const parser = new Parser(pattern, ignoreCase);
  const whole = parser.alternatives();
  return parser.at < pattern.length ? fail() : whole(MATCH);
}
