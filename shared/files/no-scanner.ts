/** What stands where a deployment names no scanner of malware: files are then looked at by the built-in checks alone. */
export const NO_SCANNER = 'none';
