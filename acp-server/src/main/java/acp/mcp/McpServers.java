package acp.mcp;

import acp.event.Content;
import acp.event.SessionId;
import acp.session.Place;
import acp.session.SlashCommand;
import acp.session.Turn;
import acp.tool.ChildEnvironment;
import acp.tool.Tool;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The MCP servers of all sessions of this process, and the tools that they have. For sessions
 * without servers nothing is loaded and nothing waits. Thread-safe.
 *
 * <p>A server is connected in the background when a session is settled, and belongs to that session
 * alone. Turns wait for it a bounded while at first; if it is not there then, the user is told
 * once, and the session works without it. It is ended with its session and with this process.
 */
public final class McpServers {
  private final Map<String, String> ours;
  private final Supplier<Configuration> settings;
  private final Patience patience;
  private final Map<SessionId, Group> groups = new ConcurrentHashMap<>();
  private volatile Consumer<SessionId> watching = _ -> {};
  private volatile boolean closed;

  /**
   * No servers yet.
   *
   * @param ours the environment to take from, such as {@link System#getenv()}; a server sees what
   *     {@link ChildEnvironment} lets through, and its own variables
   * @param settings the servers that every session has besides its client's; asked for each session
   */
  public McpServers(Map<String, String> ours, Supplier<Configuration> settings) {
    this(ours, settings, Patience.USUAL);
  }

  McpServers(Map<String, String> ours, Supplier<Configuration> settings, Patience patience) {
    this.ours = ours;
    this.settings = settings;
    this.patience = patience;
  }

  /**
   * The session works at {@code place} from now on: begins to connect its servers, and ends those
   * it had before. Where they are the same in the same folder, only those that were given up are
   * tried again. Returns at once.
   */
  public void settle(SessionId session, Place place) {
    Configuration known = settings.get();
    if (place.servers().isEmpty() && known.isEmpty()) {
      leave(session);
      return;
    }
    groups.compute(session, (_, current) -> settled(session, current, place, known));
    if (closed) {
      leave(session);
    }
  }

  private Group settled(
      SessionId session, @Nullable Group current, Place place, Configuration known) {
    Group group = current;
    if (group == null || !group.serves(place)) {
      if (group != null) {
        group.close();
      }
      group =
          new Group(
              place, known, ChildEnvironment.of(ours), patience, () -> watching.accept(session));
    }
    // The answer to the client's request comes first, and what this loads is much.
    Thread.ofPlatform().daemon().name("mcp-connect").start(group::connect);
    return group;
  }

  /**
   * The tools that a turn has from its session's servers, when these are connected or have had
   * their time. What could not be connected is told through the turn, once in a session.
   */
  public Mono<List<Tool>> tools(Turn turn) {
    Group group = groups.get(turn.session());
    return group == null ? Mono.just(List.of()) : group.tools(turn);
  }

  /** The prompts that the session's servers have, as far as these are connected. Cheap. */
  public List<SlashCommand> prompts(SessionId session) {
    Group group = groups.get(session);
    return group == null ? List.of() : group.prompts();
  }

  /**
   * What a prompt stands for, filled in with {@code words}, when the session's servers are
   * connected or have had their time. Unsubscribing withdraws the question from the server.
   *
   * @param name as {@link #prompts} has it
   * @return empty if there is none of that name; fails with an {@link acp.protocol.AcpException} in
   *     words for the user
   */
  public Mono<List<Content>> prompt(SessionId session, String name, String words) {
    Group group = groups.get(session);
    return group == null ? Mono.empty() : group.prompt(name, words);
  }

  /** Says whom to tell when a session has other prompts than before; on any thread. */
  public void onPrompts(Consumer<SessionId> changed) {
    watching = changed;
  }

  /** True if the session has servers, connected or not. */
  public boolean serves(SessionId session) {
    return groups.containsKey(session);
  }

  /** Ends the servers of a session. Returns at once. */
  public void leave(SessionId session) {
    Group group = groups.remove(session);
    if (group != null) {
      group.close();
    }
  }

  /** Ends all servers, for good. Returns at once. */
  public void close() {
    closed = true;
    List.copyOf(groups.keySet()).forEach(this::leave);
  }
}
