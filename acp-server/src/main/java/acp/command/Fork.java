package acp.command;

import acp.event.MessageId;
import reactor.core.publisher.Mono;

/** {@code /fork}: a new session that begins as this one, or as it was before a prompt. */
final class Fork implements Command {
  private final Means means;

  Fork(Means means) {
    this.means = means;
  }

  @Override
  public Mono<String> run(Call call) {
    return Conversation.of(means.past(), call.turn().session())
        .flatMap(
            all -> {
              Conversation.Asked end = call.rest().isEmpty() ? all.own() : all.find(call.rest());
              return end == null
                  ? Mono.just(
                      "Nothing was branched off: there is no turn "
                          + Markdown.quoted(call.rest())
                          + " that stands. `/fork` branches off here, `/fork 2` from before the last"
                          + " two turns.")
                  : fork(call, end.message(), end.equals(all.own()) ? "" : end.text());
            });
  }

  private Mono<String> fork(Call call, MessageId before, String asked) {
    return means
        .brancher()
        .branch(call.turn(), before)
        .map(
            session ->
                "Session "
                    + Markdown.code(session.value())
                    + " begins as this one"
                    + (asked.isEmpty() ? "" : " was before " + Markdown.quoted(asked))
                    + "; this one stays as it is.\n"
                    + Resume.HOW);
  }
}
