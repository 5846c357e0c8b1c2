declare module '*?raw' {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: the bundler's convention for a file as text
  export default text;
}
