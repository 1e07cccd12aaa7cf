package acp.command;

import acp.event.SessionId;
import acp.protocol.AcpException;
import acp.session.CatalogueEntry;
import acp.session.Search.Found;
import acp.session.Search.Hit;
import acp.session.Search.Kind;
import acp.session.Search.Mark;
import acp.session.Search.Query;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The other sessions in which words were said, for who did not find them by title or name. */
final class Mentions {
  /** How many sessions are told. */
  static final int SHOWN = 5;

  /** How many hits are looked through: the best of a session stands for it. */
  private static final int LOOKED = 200;

  private Mentions() {}

  /**
   * The sessions, one below the other, each with what was said; empty if there is none.
   *
   * @param cwd only sessions with exactly this cwd; null for all
   * @param entry how a session is shown, with or without its folder
   */
  static Mono<String> of(
      Means.Catalogue sessions,
      @Nullable String cwd,
      Command.Call call,
      String text,
      BiFunction<CatalogueEntry, Boolean, String> entry) {
    return sessions
        .find(new Query(text, cwd, null, Set.of(), null, null, null, null, 0, LOOKED))
        // What is no word at all is nowhere.
        .onErrorResume(AcpException.class, _ -> Mono.empty())
        .flatMap(
            found ->
                Flux.fromIterable(best(found, call.turn().session()).values())
                    .concatMap(
                        hit ->
                            sessions
                                .get(hit.session())
                                .map(each -> entry.apply(each, cwd == null) + said(hit)))
                    .take(SHOWN)
                    .collect(Collectors.joining())
                    .filter(list -> !list.isEmpty())
                    .map(list -> list + left(found)));
  }

  private static String left(Found found) {
    return found.left() == 0
        ? ""
        : "\n" + found.left() + " sessions are not indexed yet, and may hold it too.\n";
  }

  /** The best of each session but this one, in which the words stand since they were asked for. */
  private static Map<SessionId, Hit> best(Found found, SessionId here) {
    Map<SessionId, Hit> best = new LinkedHashMap<>();
    for (Hit hit : found.hits()) {
      if (!hit.session().equals(here) && !isQuestion(hit)) {
        best.putIfAbsent(hit.session(), hit);
      }
    }
    return best;
  }

  /** Somebody looked for the same before. */
  private static boolean isQuestion(Hit hit) {
    return hit.kind() == Kind.PROMPT
        && (hit.snippet().startsWith("/sessions") || hit.snippet().startsWith("/resume"));
  }

  private static String said(Hit hit) {
    String who =
        switch (hit.kind()) {
          case PROMPT -> "prompt";
          case ANSWER -> "answer";
          case TOOL -> Objects.requireNonNullElse(hit.tool(), "tool");
          case TITLE -> "title";
        };
    return "  \n  " + Markdown.text(who) + ": " + marked(hit.snippet(), hit.marks()) + "\n";
  }

  private static String marked(String snippet, List<Mark> marks) {
    StringBuilder line = new StringBuilder();
    int done = 0;
    for (Mark mark : marks) {
      line.append(spaced(snippet.substring(done, mark.from())));
      line.append("**").append(Markdown.text(snippet.substring(mark.from(), mark.to())));
      line.append("**");
      done = mark.to();
    }
    return line.append(spaced(snippet.substring(done))).toString();
  }

  /** What is beside a mark keeps its spaces. */
  private static String spaced(String part) {
    String plain = Markdown.text(part);
    if (plain.isEmpty()) {
      return part.isEmpty() ? "" : " ";
    }
    return (part.startsWith(" ") ? " " : "") + plain + (part.endsWith(" ") ? " " : "");
  }
}
