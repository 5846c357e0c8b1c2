export const WRITE_KEY = 'wk_bench';
export const SECRET_KEY = 'sk_bench';
