package acp.command;

import acp.session.CatalogueEntry;
import acp.session.SessionSummary;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** {@code /sessions}: the latest sessions, of this folder or of all. */
final class FindSessions implements Command {
  /** How many are shown. */
  static final int SHOWN = 20;

  /** How many are looked through for a text. */
  static final int SEARCHED = 500;

  /** Where a text is looked for. */
  static final String WHERE = " in its title or name, and none in which that was said.";

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
        .filter(found -> !found.isEmpty())
        .map(found -> list(found, SHOWN, all, call))
        .switchIfEmpty(Mono.defer(() -> mentions(sessions, cwd, text, call)))
        .map(list -> list + "\nTo open one: `/resume`.")
        .defaultIfEmpty(none(all, text));
  }

  /** Where the words were said, if anywhere; nothing without a text. */
  static Mono<String> mentions(
      Means.Catalogue sessions, @Nullable String cwd, String text, Call call) {
    return text.isEmpty()
        ? Mono.empty()
        : Mentions.of(sessions, cwd, call, text, (entry, folder) -> item(entry, folder, call))
            .map(
                list ->
                    "No session has "
                        + Markdown.quoted(text)
                        + " in its title or name. It was said here:\n\n"
                        + list);
  }

  private static String none(boolean all, String text) {
    return "There is no session "
        + (all ? "" : "of this folder ")
        + (text.isEmpty() ? "yet." : "with " + Markdown.quoted(text) + WHERE)
        + (all ? "" : " `/sessions all` looks in every folder.");
  }

  /**
   * Those whose title or alias has the text in it or whose id begins so, the latest first; all if
   * there is no text.
   */
  static Mono<List<CatalogueEntry>> matches(
      Means.Catalogue sessions, @Nullable String cwd, String text) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return sessions
        .latest(cwd, wanted.isEmpty() ? SHOWN + 1 : SEARCHED)
        .map(latest -> latest.stream().filter(session -> has(session, wanted)).toList());
  }

  private static boolean has(CatalogueEntry session, String wanted) {
    String title = session.summary().title();
    String alias = session.alias();
    return (title != null && title.toLowerCase(Locale.ROOT).contains(wanted))
        || (alias != null && alias.contains(wanted))
        || session.id().value().startsWith(wanted);
  }

  private static String tags(CatalogueEntry entry) {
    return entry.traits().tags().isEmpty() ? "" : " · " + Markdown.text(tagged(entry));
  }

  /** Its tags, one behind the other. */
  static String tagged(CatalogueEntry entry) {
    return entry.traits().tags().stream()
        .sorted()
        .map(tag -> "#" + tag)
        .collect(Collectors.joining(" "));
  }

  /** The first {@code limit} of them, one below the other. */
  static String list(List<CatalogueEntry> found, int limit, boolean folders, Call call) {
    StringBuilder list = new StringBuilder();
    for (CatalogueEntry entry : found.subList(0, Math.min(limit, found.size()))) {
      list.append(item(entry, folders, call)).append('\n');
    }
    return found.size() > limit
        ? list + "- … and older ones; a text behind the command narrows them down\n"
        : list.toString();
  }

  private static String item(CatalogueEntry entry, boolean folder, Call call) {
    SessionSummary session = entry.summary();
    return "- **"
        + (session.title() == null ? "Untitled" : Markdown.text(session.title()))
        + "** · "
        + WHEN.format(session.updatedAt().atZone(ZoneId.systemDefault()))
        + (session.id().equals(call.turn().session()) ? " · this one" : "")
        + "  \n  "
        + Markdown.code(session.id().value())
        + (entry.alias() == null ? "" : " " + Markdown.code(entry.alias()))
        + (folder ? " in " + Markdown.code(session.cwd()) : "")
        + tags(entry);
  }
}
