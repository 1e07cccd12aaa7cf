package acp.command;

import acp.session.CatalogueEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** {@code /resume}: finds a session, and says how to open it. */
final class Resume implements Command {
  private static final int SHOWN = 10;

  static final String HOW =
      "\nAn agent cannot switch the session of your editor. Open it from the editor's list of"
          + " sessions, or with `session/load` and its id.";

  private final Means.Catalogue sessions;

  Resume(Means.Catalogue sessions) {
    this.sessions = sessions;
  }

  @Override
  public Mono<String> run(Call call) {
    return found(call, call.turn().cwd())
        .filter(here -> !here.isEmpty())
        .map(here -> FindSessions.list(here, SHOWN, false, call) + HOW)
        .switchIfEmpty(
            Mono.defer(() -> found(call, null))
                .filter(all -> !all.isEmpty())
                .map(all -> FindSessions.list(all, SHOWN, true, call) + HOW))
        .switchIfEmpty(
            Mono.defer(() -> FindSessions.mentions(sessions, null, call.rest(), call))
                .map(list -> list + HOW))
        .defaultIfEmpty(
            "There is no other session"
                + (call.rest().isEmpty()
                    ? "."
                    : " with " + Markdown.quoted(call.rest()) + FindSessions.WHERE)
                + " `/sessions all` lists those there are.");
  }

  /** Without the session that asks: it is open. */
  private Mono<List<CatalogueEntry>> found(Call call, @Nullable String cwd) {
    return FindSessions.matches(sessions, cwd, call.rest())
        .map(
            found ->
                found.stream()
                    .filter(session -> !session.id().equals(call.turn().session()))
                    .toList());
  }
}
