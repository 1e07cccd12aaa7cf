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
  private final List<Configuration.Fault> faults;
  private final Set<String> toldOf = new HashSet<>();

  /**
   * No connections yet.
   *
   * @param configuration the servers of the settings, behind those of the place
   * @param changed called when a server may offer something else than before; returns at once
   */
  Group(
      Place place,
      Configuration configuration,
      Map<String, String> environment,
      Patience patience,
      Runnable changed) {
    this.place = place;
    Configuration all = configuration.behind(place.servers());
    this.faults = all.faults();
    this.links =
        all.servers().stream()
            .map(server -> new Link(server, place.cwd(), environment, patience, changed))
            .toList();
  }

  /** True if a session at {@code other} needs nothing else than this. */
  boolean serves(Place other) {
    return place.cwd().equals(other.cwd()) && place.servers().equals(other.servers());
  }

  /** Begins to connect all, also those that were given up. Returns at once. */
  void connect() {
    links.forEach(Link::revive);
  }

  /**
   * The tools of those that are connected, in their order, when all have had their time. Tells the
   * turn, once in a session, of each that is not connected and of tools left out.
   */
  Mono<List<Tool>> tools(Turn turn) {
    return settled()
        .then(Mono.defer(() -> Flux.fromIterable(notices()).concatMap(turn::tell).then()))
        .then(Mono.fromSupplier(() -> offered(turn)));
  }

  private Mono<Void> settled() {
    return Flux.fromIterable(links).flatMap(Link::settled).then();
  }

  private synchronized List<Event> notices() {
    List<Event> notices = new ArrayList<>();
    for (Configuration.Fault fault : faults) {
      tell("MCP server " + fault.server() + " cannot be used", fault.sentence(), notices);
    }
    for (Link link : links) {
      Link.Absence absence = link.absence();
      if (absence != null) {
        tell("MCP server " + link.name() + " " + absence.title(), absence.sentence(), notices);
      }
    }
    long offered = links.stream().mapToLong(link -> link.offers().tools().size()).sum();
    if (offered > MOST_TOOLS) {
      tell(
          "Too many MCP tools",
          "Of " + offered + " tools the model is offered the first " + MOST_TOOLS + ".",
          notices);
    }
    return notices;
  }

  private void tell(String title, String sentence, List<Event> notices) {
    if (toldOf.add(title)) {
      notices.add(new Event.NoticeRaised(Event.Severity.WARNING, title, sentence));
    }
  }

  private List<Tool> offered(Turn turn) {
    List<Tool> tools = new ArrayList<>();
    for (Link link : links) {
      for (Offer offer : link.offers().tools()) {
        if (tools.size() < MOST_TOOLS) {
          tools.add(new McpTool(link, offer, turn));
        }
      }
    }
    return List.copyOf(tools);
  }

  /** Ends all connections and attempts for good. Returns at once. */
  void close() {
    links.forEach(Link::close);
  }
}
