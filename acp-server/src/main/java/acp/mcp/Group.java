package acp.mcp;

import acp.event.Content;
import acp.event.Event;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import acp.session.Place;
import acp.session.SlashCommand;
import acp.session.Turn;
import acp.tool.OneLine;
import acp.tool.Tool;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The servers of one session at one place, connected in parallel. Thread-safe. */
final class Group {
  /** Providers take only so many, and a model loses its way among them. */
  static final int MOST_TOOLS = 100;

  private static final int MOST_PROMPTS = 100;

  private final Place place;
  private final List<Link> links;
  private final List<Configuration.Fault> faults;
  private final Runnable changed;
  private List<SlashCommand> told = List.of();
  private final Set<String> toldOf = new HashSet<>();

  /**
   * No connections yet.
   *
   * @param configuration the servers of the settings, behind those of the place
   * @param changed called when there are other prompts than before; returns at once
   */
  Group(
      Place place,
      Configuration configuration,
      Map<String, String> environment,
      Patience patience,
      Runnable changed) {
    this.place = place;
    this.changed = changed;
    Configuration all = configuration.behind(place.servers());
    this.faults = all.faults();
    this.links =
        all.servers().stream()
            .map(server -> new Link(server, place.cwd(), environment, patience, this::changed))
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
    var shelf = new Shelf(links.stream().filter(link -> link.offers().resources()).toList());
    if (!shelf.links().isEmpty()) {
      tools.add(new ListResources(shelf));
      tools.add(new ReadResource(shelf));
    }
    return List.copyOf(tools);
  }

  /** The prompts of those that are connected, in their order. */
  List<SlashCommand> prompts() {
    return all().map(Prompt::command).limit(MOST_PROMPTS).toList();
  }

  /** A prompt and whose it is. */
  private record Prompt(Link link, PromptOffer offer) {
    SlashCommand command() {
      String description = offer.description();
      return new SlashCommand(
          ToolNames.ofPrompt(link.name(), offer.name()),
          description.isEmpty() ? "A prompt of " + OneLine.of(link.name()) : description,
          PromptWords.hint(offer));
    }
  }

  private Stream<Prompt> all() {
    return links.stream()
        .flatMap(link -> link.offers().prompts().stream().map(offer -> new Prompt(link, offer)));
  }

  /**
   * What a prompt stands for, when all servers have had their time.
   *
   * @return empty if there is none of that name; fails with an {@link AcpException}
   */
  Mono<List<Content>> prompt(String name, String words) {
    return settled()
        .then(
            Mono.defer(
                () ->
                    Mono.justOrEmpty(
                        all().filter(prompt -> prompt.command().name().equals(name)).findFirst())))
        .flatMap(prompt -> filled(prompt, words));
  }

  private static Mono<List<Content>> filled(Prompt prompt, String words) {
    Map<String, Object> arguments = PromptWords.arguments(prompt.offer, words);
    return prompt
        .link
        .live()
        .flatMap(live -> live.prompt(prompt.offer.name(), arguments))
        .onErrorMap(
            Trouble.class,
            trouble ->
                new AcpException(
                    ErrorCode.INTERNAL_ERROR,
                    "The MCP server "
                        + prompt.link.name()
                        + " did not give the prompt. "
                        + trouble.sentence(),
                    Map.of(),
                    trouble));
  }

  /** Tells that a server may offer something else, if the prompts are others than last time. */
  private void changed() {
    synchronized (this) {
      List<SlashCommand> now = prompts();
      if (now.equals(told)) {
        return;
      }
      told = now;
    }
    changed.run();
  }

  /** Ends all connections and attempts for good. Returns at once. */
  void close() {
    links.forEach(Link::close);
  }
}
