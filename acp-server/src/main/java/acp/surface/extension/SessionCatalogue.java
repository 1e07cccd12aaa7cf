package acp.surface.extension;

import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import acp.session.SessionSummary;
import acp.session.Sessions;
import acp.surface.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Answers what is asked of the catalogue. */
public final class SessionCatalogue implements SessionMethods {
  private static final int PAGE = 50;
  private static final int MAX_PAGE = 1000;

  /** How many of those that might be meant are named. */
  private static final int CANDIDATES = 8;

  private final Sessions sessions;

  public SessionCatalogue(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Mono<SessionPage> query(SessionQuery query) {
    int limit = query.limit() == null ? PAGE : query.limit();
    if (limit < 1 || limit > MAX_PAGE) {
      throw AcpException.invalidParams("limit", "limit must be from 1 to " + MAX_PAGE);
    }
    return sessions
        .list(query.cwd(), Cursor.read(query.cursor(), query.cwd()), limit + 1)
        .map(
            found -> {
              boolean more = found.size() > limit;
              List<SessionSummary> page = more ? found.subList(0, limit) : found;
              return new SessionPage(
                  page.stream().map(SessionEntry::of).toList(),
                  more ? Cursor.after(page.getLast(), query.cwd()) : null);
            });
  }

  @Override
  public Mono<Resolved> resolve(Resolving request) {
    return candidates(request.name(), null, new ArrayList<>())
        .map(found -> new Resolved(only(request.name(), found)));
  }

  private Mono<List<String>> candidates(
      String name, @Nullable SessionSummary after, List<String> found) {
    return sessions
        .list(null, after, MAX_PAGE)
        .flatMap(
            page -> {
              for (SessionSummary session : page) {
                if (session.id().value().startsWith(name)) {
                  found.add(session.id().value());
                }
              }
              return page.size() < MAX_PAGE
                  ? Mono.just(found)
                  : candidates(name, page.getLast(), found);
            });
  }

  private static String only(String name, List<String> found) {
    if (found.contains(name)) {
      return name;
    }
    if (found.isEmpty()) {
      throw new AcpException(
          ErrorCode.RESOURCE_NOT_FOUND,
          "There is no session whose id begins with that",
          Map.of("name", name));
    }
    if (found.size() > 1) {
      List<String> named = found.subList(0, Math.min(CANDIDATES, found.size()));
      throw new AcpException(
          ErrorCode.INVALID_PARAMS,
          "Several sessions are called that: "
              + String.join(", ", named)
              + (found.size() > CANDIDATES ? " and others" : ""),
          Map.of("path", "name", "candidates", named));
    }
    return found.getFirst();
  }
}
