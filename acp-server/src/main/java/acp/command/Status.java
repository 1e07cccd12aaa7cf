package acp.command;

import acp.event.Event;
import acp.session.CatalogueEntry;
import acp.session.ConfigOption;
import acp.session.SessionState;
import acp.session.Turn;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** {@code /status}: where and with what the session works. */
final class Status implements Command {
  private final Means means;

  Status(Means means) {
    this.means = means;
  }

  @Override
  public Mono<String> run(Call call) {
    return means
        .sessions()
        .get(call.turn().session())
        .map(entry -> text(call, entry))
        .switchIfEmpty(Mono.fromSupplier(() -> text(call, null)));
  }

  /**
   * @param entry what the catalogue says of the session; null if it does not know it yet
   */
  private String text(Call call, @Nullable CatalogueEntry entry) {
    Turn turn = call.turn();
    SessionState state = turn.state();
    StringBuilder text = new StringBuilder(Markdown.text(means.program())).append("\n\n");
    line(text, "Session", Markdown.code(turn.session().value()));
    if (entry != null && entry.alias() != null) {
      line(text, "Alias", Markdown.code(entry.alias()));
    }
    line(text, "Title", state.title() == null ? "none yet" : Markdown.text(state.title()));
    if (entry != null && !entry.traits().tags().isEmpty()) {
      line(text, "Tags", Markdown.text(FindSessions.tagged(entry)));
    }
    line(text, "Folder", Markdown.code(turn.cwd()));
    turn.roots().forEach(root -> line(text, "Also", Markdown.code(root)));
    options(text, state);
    Event.UsageReported last = state.usage();
    if (last != null) {
      line(text, "Context", Figures.context(last));
    }
    if (entry != null) {
      line(text, "Turns", Figures.number(entry.tally().turns()));
      line(text, "Messages", Figures.number(entry.tally().messages()));
      line(text, "Tool calls", Figures.number(entry.tally().toolCalls()));
    }
    line(text, "Tokens", Figures.tokens(state.tokens()));
    return text.toString();
  }

  /** What is set; the model that answered last where it cannot be chosen. */
  private void options(StringBuilder text, SessionState state) {
    boolean model = false;
    for (ConfigOption option : means.choices().of(state.config())) {
      model |= option.id().equals(ConfigOption.MODEL);
      String value = option.value(state.config());
      line(text, Markdown.text(option.name()), Markdown.text(Choose.choice(option, value).name()));
    }
    Event.UsageReported last = state.usage();
    if (!model && last != null) {
      line(text, "Model", Markdown.text(last.model()));
    }
  }

  private static void line(StringBuilder text, String what, String value) {
    text.append("- ").append(what).append(": ").append(value).append('\n');
  }
}
