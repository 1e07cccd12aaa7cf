package acp.model;

/**
 * What a model takes for its tokens, in millionths of a US dollar for a million of them; that is,
 * in millionths of a millionth for one.
 *
 * @param input for what is sent
 * @param output for what is answered, thoughts included
 * @param read for what is sent and read from the provider's cache
 * @param written for what is sent and written to it
 */
public record Price(long input, long output, long read, long written) {
  private static final double MILLION = 1e6;
  private static final long TO_BILLIONTHS = 1000;

  public Price {
    if (input < 0 || output < 0 || read < 0 || written < 0) {
      throw new IllegalArgumentException("a price is not negative");
    }
  }

  /** A price in dollars for a million tokens. */
  public static Price dollars(double input, double output, double read, double written) {
    return new Price(exact(input), exact(output), exact(read), exact(written));
  }

  private static long exact(double dollars) {
    return Math.round(dollars * MILLION);
  }

  /** What the exchange took, in billionths of a US dollar, rounded. */
  long of(ModelEvent.Usage usage) {
    long fresh = Math.max(0, usage.input() - usage.cached() - usage.written());
    long sum =
        fresh * input + usage.cached() * read + usage.written() * written + usage.output() * output;
    return (sum + TO_BILLIONTHS / 2) / TO_BILLIONTHS;
  }
}
