package acp.command;

import acp.event.Event;
import acp.event.Tokens;
import acp.session.SessionState;
import reactor.core.publisher.Mono;

/** {@code /usage}: what the models took. */
final class Usage implements Command {

  @Override
  public Mono<String> run(Call call) {
    SessionState state = call.turn().state();
    Event.UsageReported last = state.usage();
    if (last == null) {
      return Mono.just("No model has reported any tokens in this session yet.");
    }
    Tokens all = state.tokens();
    String cached =
        all.input() == 0
            ? ""
            : "- From the provider's cache: "
                + Figures.share(all.cached(), all.input())
                + "\n"
                + (all.written() == 0
                    ? ""
                    : "- Written to it: " + Figures.number(all.written()) + "\n");
    return Mono.just(
        "- Last turn: "
            + tokens(state.lastTokens())
            + "\n- Session: "
            + tokens(all)
            + "\n"
            + cached
            + "- Context: "
            + Figures.context(last)
            + "\n\nOf all sessions, by day, project, model or tool: `acp-server sessions stats`.");
  }

  private static String tokens(Tokens tokens) {
    return Figures.tokens(tokens)
        + (tokens.requests() == 1
            ? ", 1 request"
            : ", " + Figures.number(tokens.requests()) + " requests");
  }
}
