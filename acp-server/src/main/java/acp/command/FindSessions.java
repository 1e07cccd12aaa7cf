package acp.command;

import acp.session.SessionSummary;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** {@code /sessions}: the latest sessions, of this folder or of all. */
final class FindSessions implements Command {
  /** How many are shown. */
  static final int SHOWN = 20;

  /** How many are looked through for a text. */
  static final int SEARCHED = 500;

  private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  private final Means.Catalogue sessions;

  FindSessions(Means.Catalogue sessions) {
    this.sessions = sessions;
  }

  @Override
  public Mono<String> run(Call call) {
    String[] words = call.rest().split("\\s+", 2);
    boolean all = words[0].equals("all");
    String text = !all ? call.rest() : words.length == 2 ? words[1] : "";
    String cwd = all ? null : call.turn().cwd();
    return matches(sessions, cwd, text)
        .map(
            found ->
                found.isEmpty()
                    ? none(all, text)
                    : list(found, SHOWN, all, call) + "\nTo open one: `/resume`.");
  }

  private static String none(boolean all, String text) {
    return "There is no session "
        + (all ? "" : "of this folder ")
        + (text.isEmpty() ? "yet." : "with " + Markdown.quoted(text) + " in its title.")
        + (all ? "" : " `/sessions all` looks in every folder.");
  }

  /** Those whose title has the text in it, the latest first; all if there is no text. */
  static Mono<List<SessionSummary>> matches(
      Means.Catalogue sessions, @Nullable String cwd, String text) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return sessions
        .latest(cwd, wanted.isEmpty() ? SHOWN + 1 : SEARCHED)
        .map(latest -> latest.stream().filter(session -> has(session, wanted)).toList());
  }

  private static boolean has(SessionSummary session, String wanted) {
    String title = session.title() == null ? "" : session.title().toLowerCase(Locale.ROOT);
    return title.contains(wanted) || session.id().value().equals(wanted);
  }

  /** The first {@code limit} of them, one below the other. */
  static String list(List<SessionSummary> found, int limit, boolean folders, Call call) {
    StringBuilder list = new StringBuilder();
    for (SessionSummary session : found.subList(0, Math.min(limit, found.size()))) {
      list.append("- **");
      list.append(session.title() == null ? "Untitled" : Markdown.text(session.title()));
      list.append("** · ").append(WHEN.format(session.updatedAt().atZone(ZoneId.systemDefault())));
      list.append(session.id().equals(call.turn().session()) ? " · this one" : "").append("  \n  ");
      list.append(Markdown.code(session.id().value()));
      list.append(folders ? " in " + Markdown.code(session.cwd()) : "").append('\n');
    }
    return found.size() > limit
        ? list + "- … and older ones; a text behind the command narrows them down\n"
        : list.toString();
  }
}
