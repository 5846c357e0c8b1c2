// A load generator that costs little: requests that are bytes already, on connections that stay open.
import { connect } from 'node:net';

const HEAD_END = '\r\n\r\n';

/** Bytes of the first whole answer in a text, or 0 when it is not whole yet. Throws unless it is a 200. */
function wholeAnswer(text) {
  const end = text.indexOf(HEAD_END);
  if (end < 0) return 0;
  if (!text.startsWith('HTTP/1.1 200')) throw new Error(`a server answered ${text.slice(0, 300)}`);
  const length = Number(text.match(/content-length: (\d+)/i)?.[1]);
  const whole = end + HEAD_END.length + length;
  return text.length >= whole ? whole : 0;
}

/** One connection: sends the next request when the answer to the last has come. */
function client(port, next, times) {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let text = '';
    let sent = 0;
    const send = () => {
      const request = next();
      if (!request) return socket.end(resolve);
      sent = performance.now();
      socket.write(request);
    };
    socket.setEncoding('latin1');
    socket.once('connect', send);
    socket.once('error', reject);
    socket.on('data', (data) => {
      try {
        text += data;
        const whole = wholeAnswer(text);
        if (whole === 0) return;
        text = text.slice(whole);
        times.push(performance.now() - sent);
        send();
      } catch (error) {
        socket.destroy();
        reject(error);
      }
    });
  });
}

/**
 * Sends all requests over so many connections.
 * @returns `{ seconds, times }`: how long it took, and the milliseconds of each answer
 */
export async function fire(port, requests, connections) {
  const times = [];
  let at = 0;
  const next = () => requests[at++];
  const start = performance.now();
  await Promise.all(Array.from({ length: connections }, () => client(port, next, times)));
  return { seconds: (performance.now() - start) / 1000, times };
}
