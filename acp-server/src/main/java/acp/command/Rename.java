package acp.command;

import acp.event.Event;
import reactor.core.publisher.Mono;

/** {@code /rename}: the title of the session. */
final class Rename implements Command {
  /** In code points. */
  static final int LIMIT = 200;

  @Override
  public Mono<String> run(Call call) {
    String title = Markdown.shortened(Markdown.line(call.rest()), LIMIT);
    if (title.isEmpty()) {
      String current = call.turn().state().title();
      return Mono.just(
          (current == null
                  ? "The session has no title."
                  : "The session is called **" + Markdown.text(current) + "**.")
              + " `/rename title` gives it another.");
    }
    return call.turn()
        .tell(new Event.TitleChanged(title, Event.TitleSource.USER))
        .thenReturn("The session is called **" + Markdown.text(title) + "** now.");
  }
}
