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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The servers of one session at one place, connected in parallel. Thread-safe. */
final class Group {
  /** Providers take only so many, and a model loses its way among them. */
  static final int MOST_TOOLS = 100;

  private static final Logger log = LoggerFactory.getLogger(Group.class);

  private final Place place;
  private final List<Link> links;
  private final Set<String> toldOf = new HashSet<>();

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
   * Tells the turn once of each that is not connected.
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
    return notices;
  }

  private List<Tool> tools() {
    List<Tool> tools = new ArrayList<>();
    for (Link link : links) {
      for (McpTool tool : link.tools()) {
        if (tools.size() < MOST_TOOLS) {
          tools.add(tool);
        } else {
          log.warn("There is no room for tool {}", tool.name());
        }
      }
    }
    return tools;
  }

  /** Ends all connections and attempts for good. Returns at once. */
  void close() {
    links.forEach(Link::close);
  }
}
