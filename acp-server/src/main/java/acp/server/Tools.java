package acp.server;

import acp.agent.Workshop;
import acp.command.Prompts;
import acp.event.Content;
import acp.event.SessionId;
import acp.mcp.McpServers;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import acp.session.Place;
import acp.session.SlashCommand;
import acp.session.Turn;
import acp.tool.FileSystem;
import acp.tool.Sightings;
import acp.tool.Terminals;
import acp.tool.Tool;
import acp.tool.Toolbox;
import acp.tool.Workbench;
import acp.tool.Workspace;
import acp.tool.ask.AskUser;
import acp.tool.ask.ClientQuestions;
import acp.tool.ask.OpenPage;
import acp.tool.file.ClientFileSystem;
import acp.tool.file.EditFile;
import acp.tool.file.ListFiles;
import acp.tool.file.LocalFileSystem;
import acp.tool.file.ReadFile;
import acp.tool.file.Search;
import acp.tool.file.WriteFile;
import acp.tool.plan.UpdatePlan;
import acp.tool.terminal.ClientTerminals;
import acp.tool.terminal.LocalTerminals;
import acp.tool.terminal.Outputs;
import acp.tool.terminal.ReadOutput;
import acp.tool.terminal.RunCommand;
import acp.tool.web.FetchUrl;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/** The tools of this agent, and what they work with. */
final class Tools implements Workshop {
  private final List<Tool> own;
  private final Toolbox toolbox;
  private final Outputs outputs;
  private final Map<SessionId, Sightings> sightings = new ConcurrentHashMap<>();
  private final McpServers servers;

  Tools(Settings settings) {
    boolean fetchesPrivate =
        settings.values().isOn("", "ACP_SERVER_FETCH_PRIVATE", "fetch_private");
    outputs =
        settings.ephemeral()
            ? Outputs.temporary()
            : Outputs.in(settings.dataDir().resolve("outputs"));
    own =
        List.of(
            new ReadFile(),
            new WriteFile(),
            new EditFile(),
            new ListFiles(),
            new Search(System.getenv()),
            new RunCommand(),
            new ReadOutput(outputs),
            new FetchUrl(fetchesPrivate),
            new UpdatePlan(),
            new AskUser(),
            new OpenPage());
    toolbox = new Toolbox(own);
    servers = new McpServers(System.getenv(), () -> McpSettings.read(settings.values()));
  }

  @Override
  public Mono<Workbench> bench(Turn turn) {
    return servers.serves(turn.session())
        ? servers.tools(turn).map(more -> bench(turn, with(more)))
        : Mono.fromSupplier(() -> own(turn));
  }

  /** Our own come first, and are what they are called whatever a server has. */
  private Toolbox with(List<Tool> more) {
    List<Tool> all = new ArrayList<>(own);
    all.addAll(more);
    return new Toolbox(all);
  }

  /** The prompts of servers. */
  Prompts prompts() {
    return new ServerPrompts(servers);
  }

  /** The prompts of MCP servers as the commands know them. */
  private record ServerPrompts(McpServers servers) implements Prompts {

    @Override
    public List<SlashCommand> of(SessionId session) {
      return servers.prompts(session);
    }

    @Override
    public Mono<List<Content>> expand(Turn turn, String name, String rest) {
      return servers.prompt(turn.session(), name, rest);
    }

    @Override
    public void onChange(Consumer<SessionId> changed) {
      servers.onPrompts(changed);
    }
  }

  @Override
  public void settle(SessionId session, Place place) {
    servers.settle(session, place);
  }

  @Override
  public void leave(SessionId session) {
    sightings.remove(session);
    servers.leave(session);
  }

  /** Ends what was started for sessions. */
  void close() {
    outputs.close();
    servers.close();
  }

  /** What the tools of a turn work with, without those of servers. */
  Workbench own(Turn turn) {
    return bench(turn, toolbox);
  }

  /** Files and commands of the machine, through the editor where it offers that. */
  private Workbench bench(Turn turn, Toolbox tools) {
    Workspace workspace =
        new Workspace(path(turn.cwd()), turn.roots().stream().map(Tools::path).toList());
    FileSystem files = new ClientFileSystem(turn.client(), turn.session(), new LocalFileSystem());
    Terminals here = new LocalTerminals(System.getenv(), outputs);
    boolean editors = turn.state().setting(Options.EDITOR_TERMINAL, "true").equals("true");
    Terminals terminals =
        editors ? new ClientTerminals(turn.client(), turn.session(), here, outputs) : here;
    return new Workbench(
        tools,
        workspace,
        files,
        terminals,
        sightings.computeIfAbsent(turn.session(), _ -> new Sightings()),
        call -> new ClientQuestions(turn.client(), turn.session(), call));
  }

  /**
   * A session keeps its folders as they were sent, also those that can be no folder on this
   * machine.
   */
  private static Path path(String folder) {
    try {
      return Path.of(folder);
    } catch (InvalidPathException impossible) {
      throw new AcpException(
          ErrorCode.INVALID_PARAMS,
          "The session cannot work here: its folder is no path on this machine",
          Map.of("path", "cwd"),
          impossible);
    }
  }
}
