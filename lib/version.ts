/** The app's version, as `--version` and the API tell it. */
export const version = "0.1.0";
