package acp.event;

/**
 * What calls to models took, summed.
 *
 * @param requests how many calls
 * @param input tokens sent, cached ones included
 * @param output tokens received
 * @param cached of the tokens sent, those read from a provider's cache
 * @param written of the tokens sent, those written to a provider's cache
 * @param cost what is known of their price, in billionths of a US dollar
 */
public record Tokens(long requests, long input, long output, long cached, long written, long cost) {

  /** Nothing yet. */
  public static final Tokens NONE = new Tokens(0, 0, 0, 0);

  /** Tokens that went to no cache and whose price is unknown. */
  public Tokens(long requests, long input, long output, long cached) {
    this(requests, input, output, cached, 0, 0);
  }

  /** These and one more call. */
  public Tokens plus(Event.UsageReported call) {
    return new Tokens(
        requests + 1,
        input + call.input(),
        output + call.output(),
        cached + call.cached(),
        written + call.written(),
        cost + call.cost());
  }
}
