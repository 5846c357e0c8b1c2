// The RegExp of a browser is not always that of Node.
import './pattern-test.test.js';
