package acp.mcp;

import acp.event.Event;
import acp.session.Place;
import acp.session.Turn;
import acp.tool.Tool;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The servers of one session at one place, connected in parallel. Thread-safe. */
final class Group {
  /** Providers take only so many, and a model loses its way among them. */
  static final int MOST_TOOLS = 100;

  private final Place place;
  private final List<Link> links;
  private final Set<String> toldOf = new HashSet<>();
  private boolean toldOfTools;

  Group(Place place, Map<String, String> environment, Patience patience) {
    this.place = place;
    this.links =
        place.servers().stream()
            .map(server -> new Link(server, place.cwd(), environment, patience))
            .toList();
  }

  /** True if a session at {@code other} needs nothing else than this. */
  boolean serves(Place other) {
    return place.cwd().equals(other.cwd()) && place.servers().equals(other.servers());
  }

  /** Begins to connect all. Returns at once. */
  void connect() {
    links.forEach(Link::connect);
  }

  /**
   * The tools of those that are connected, in the client's order, when all have had their time.
   * Tells the turn, once in a session, of each that is not connected and of tools left out.
   */
  Mono<List<Tool>> tools(Turn turn) {
    return Flux.fromIterable(links)
        .flatMap(Link::settled)
        .then(Mono.defer(() -> Flux.fromIterable(notices()).concatMap(turn::tell).then()))
        .then(Mono.fromSupplier(this::tools));
  }

  private synchronized List<Event> notices() {
    List<Event> notices = new ArrayList<>();
    for (Link link : links) {
      String trouble = link.trouble();
      if (!trouble.isEmpty() && toldOf.add(link.name())) {
        notices.add(
            new Event.NoticeRaised(
                Event.Severity.WARNING,
                "MCP server " + link.name() + " is not connected",
                trouble));
      }
    }
    long offered = links.stream().mapToLong(link -> link.tools().size()).sum();
    if (offered > MOST_TOOLS && !toldOfTools) {
      toldOfTools = true;
      notices.add(
          new Event.NoticeRaised(
              Event.Severity.WARNING,
              "Too many MCP tools",
              "Of " + offered + " tools the model is offered the first " + MOST_TOOLS + "."));
    }
    return notices;
  }

  private List<Tool> tools() {
    return List.copyOf(
        links.stream().flatMap(link -> link.tools().stream()).limit(MOST_TOOLS).toList());
  }

  /** Ends all connections and attempts for good. Returns at once. */
  void close() {
    links.forEach(Link::close);
  }
}
