/** What is used of jstat, which comes without types. */
declare module 'jstat' {
  const jstat: {
    readonly studentt: {
      /** The quantile of Student's t: the value below which a share `p` of the distribution lies. */
      inv(p: number, degreesOfFreedom: number): number;
    };
  };
  export default jstat;
}
