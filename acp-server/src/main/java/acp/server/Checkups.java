package acp.server;

import acp.cli.Checkup;
import acp.doctor.Finding;
import acp.event.Content;
import acp.mcp.Configured;
import acp.model.Credentials;
import acp.model.Model;
import acp.model.ModelMessage;
import acp.model.ModelRequest;
import acp.model.Models;
import acp.protocol.AcpException;
import acp.session.ToolServer;
import acp.store.sqlite.StoreDoctor;
import acp.tool.ChildEnvironment;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks the whole program over. Each look is on its own: what one meets does not keep the others
 * from looking, so it works where nothing else does. No server is started.
 */
final class Checkups implements Checkup {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long MUCH_LOG = 100L << 20;

  private final Map<String, String> env;
  private final Folders folders;
  private final ConfigFile file;
  private final @Nullable String unreadable;
  private final Values values;
  private final Path dataDir;
  private final Confidence confidence;

  Checkups(Map<String, String> flags, Map<String, String> env, String home) {
    this.env = Map.copyOf(env);
    this.folders = Folders.of(env, home);
    ConfigFile read;
    String trouble = null;
    try {
      read = ConfigFile.read(folders.configFile());
    } catch (SettingsException e) {
      read = new ConfigFile(folders.configFile(), null);
      trouble = e.getMessage();
    }
    this.file = read;
    this.unreadable = trouble;
    this.values = new Values(flags, env, read);
    this.confidence = new Confidence(env, folders, read);
    String set = values.text("data-dir", "ACP_SERVER_DATA_DIR", "data_dir");
    Path place;
    try {
      place = set == null ? folders.data() : Path.of(set).toAbsolutePath();
    } catch (InvalidPathException e) {
      place = folders.data();
    }
    this.dataDir = place;
  }

  /** A look at one thing. */
  private interface Look {
    List<Finding> take();
  }

  @Override
  public List<Found> examine(boolean full, boolean online) {
    List<Finding> found = new ArrayList<>();
    look("program", this::program, found);
    look("store", () -> new StoreDoctor(dataDir).examine(full), found);
    look("folders", this::places, found);
    look("settings", this::settings, found);
    look("keys", this::keys, found);
    look("mcp", this::servers, found);
    look("search", this::ripgrep, found);
    look("log", this::log, found);
    if (online) {
      look("model.online", this::online, found);
    }
    return told(found);
  }

  private static void look(String check, Look look, List<Finding> found) {
    try {
      found.addAll(look.take());
    } catch (RuntimeException | LinkageError e) {
      found.add(
          Finding.problem(
              check,
              "This could not be looked at: " + e + ".",
              "This is a fault of the program; please report it with a --bundle."));
    }
  }

  private List<Found> told(List<Finding> found) {
    return found.stream()
        .map(
            each ->
                new Found(
                    each.check(),
                    each.verdict().name().toLowerCase(Locale.ROOT),
                    confidence.mask(each.says()),
                    confidence.mask(each.advice())))
        .toList();
  }

  @Override
  public List<Found> repair() {
    List<Finding> done = new ArrayList<>(new StoreDoctor(dataDir).repair());
    Path credentials = folders.credentialsFile();
    if (Modes.isOpenToOthers(credentials) && Modes.close(credentials)) {
      done.add(Finding.note("repair.keys", "Others may no longer read " + credentials + "."));
    }
    return told(done);
  }

  @Override
  public void bundle(Path bundle, List<Found> found) throws IOException {
    new Bundle(confidence, folders, env, file)
        .write(bundle, found, new StoreDoctor(dataDir).facts());
  }

  private List<Finding> program() {
    List<Finding> found = new ArrayList<>();
    String java =
        Runtime.version()
            + ", "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch");
    found.add(
        Finding.ok("program", Version.NAME + " " + Version.NUMBER + " on Java " + java + "."));
    String home = System.getProperty("acp.home");
    if (home == null) {
      found.add(Finding.note("program.cache", "It runs without its launcher, and starts slower."));
      return found;
    }
    Path cache = Path.of(home, "lib", "acp-server.aot");
    boolean fits = Files.exists(cache) && jarsHaveTheirTime(Path.of(home, "lib"));
    found.add(
        fits
            ? Finding.ok("program.cache", "The cache that makes starts fast is there and fits.")
            : Finding.warning(
                "program.cache",
                "The cache that makes starts fast "
                    + (Files.exists(cache) ? "does not fit its jars." : "is not there."),
                "Install the program anew; it works meanwhile, and starts slower."));
    return found;
  }

  private static boolean jarsHaveTheirTime(Path lib) {
    try (Stream<Path> files = Files.list(lib)) {
      FileTime time = FileTime.from(Jars.TIME);
      for (Path jar : files.filter(each -> each.toString().endsWith(".jar")).toList()) {
        if (!Files.getLastModifiedTime(jar).equals(time)) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private List<Finding> places() {
    List<Finding> found = new ArrayList<>();
    for (Path folder : List.of(dataDir, folders.config(), folders.state())) {
      Path there = folder;
      while (!Files.exists(there) && there.getParent() != null) {
        there = there.getParent();
      }
      if (!Files.isDirectory(there) || !Files.isWritable(there)) {
        found.add(
            new Finding(
                "folders",
                folder.equals(dataDir) ? Finding.Verdict.PROBLEM : Finding.Verdict.WARNING,
                folder
                    + " cannot be written"
                    + (there.equals(folder) ? "." : ", because " + there + " cannot."),
                folder.equals(dataDir)
                    ? "See who may write there, or name another folder with --data-dir."
                    : "See who may write there; keys, or the log, cannot be kept."));
      }
    }
    if (found.isEmpty()) {
      found.add(Finding.ok("folders", "All folders can be written."));
    }
    return found;
  }

  private List<Finding> settings() {
    List<Finding> found = new ArrayList<>();
    if (unreadable != null) {
      found.add(
          Finding.problem("settings", unreadable + ".", "Put it right; nothing of it is used."));
    }
    found.addAll(SettingsCheck.examine(folders, env, file));
    return found;
  }

  private @Nullable Models models() {
    try {
      return new Models(
          ModelConfig.read(Settings.of(folders, values)),
          new Credentials(env, folders.credentialsFile()));
    } catch (SettingsException e) {
      return null; // told with the settings
    }
  }

  private List<Finding> keys() {
    List<Finding> found = new ArrayList<>();
    Path credentials = folders.credentialsFile();
    if (Modes.isOpenToOthers(credentials)) {
      found.add(
          Finding.problem(
              "keys.file",
              "Others may read or write " + credentials + ", so it is not used.",
              "Run chmod 600 on it, or acp-server doctor --repair."));
      return found;
    }
    Models models = models();
    if (models == null) {
      return found;
    }
    try (models) {
      String name = models.usual();
      models.open(name);
      models.requireLogin(name);
      found.add(Finding.ok("keys", "The model is " + name + ", and what it needs is there."));
      if (name.startsWith("scripted/")) {
        found.add(
            Finding.note(
                "keys",
                "That is the built-in stand-in, which only plays: no key of a provider is there."));
      }
      for (String other : values.texts("", "ACP_SERVER_FALLBACK_MODELS", "fallback_models")) {
        models.open(other);
        models.requireLogin(other);
      }
    } catch (AcpException e) {
      found.add(Finding.problem("keys", e.getMessage() + ".", ""));
    }
    return found;
  }

  private List<Finding> servers() {
    List<Finding> found = new ArrayList<>();
    for (Configured each : McpSettings.read(values).servers()) {
      found.add(server(each));
    }
    return found;
  }

  private Finding server(Configured configured) {
    String name = configured.server().name();
    return switch (configured.server()) {
      case ToolServer.Stdio stdio -> {
        String path = stdio.env().getOrDefault("PATH", ChildEnvironment.of(env).get("PATH"));
        yield program(stdio.command(), path == null ? "" : path) == null
            ? Finding.problem(
                "mcp." + name,
                "The program of the MCP server " + name + " was not found.",
                "Install it, or give its whole path in mcp.servers." + name + ".command.")
            : Finding.ok("mcp." + name, "The program of the MCP server " + name + " is there.");
      }
      case ToolServer.Http http -> called(name, http.url());
      case ToolServer.Sse sse -> called(name, sse.url());
    };
  }

  private static Finding called(String name, String url) {
    return Finding.note(
        "mcp." + name,
        "The MCP server "
            + name
            + " is called at "
            + URI.create(url).getHost()
            + " with the first session.");
  }

  /** A program by its path or its name; null if there is none. */
  private static @Nullable Path program(String command, String path) {
    List<String> folders =
        command.contains("/") ? List.of("") : List.of(path.split(File.pathSeparator, -1));
    for (String folder : folders) {
      try {
        Path program = Path.of(folder).resolve(command);
        if (Files.isRegularFile(program) && Files.isExecutable(program)) {
          return program;
        }
      } catch (InvalidPathException noFolder) {
        // Then it is not there.
      }
    }
    return null;
  }

  private List<Finding> ripgrep() {
    String path = ChildEnvironment.of(env).getOrDefault("PATH", "");
    Path program = program("rg", path);
    return List.of(
        program == null
            ? Finding.note("search", "There is no ripgrep; files are searched without it, slower.")
            : Finding.ok("search", "Files are searched with " + program + "."));
  }

  private List<Finding> log() {
    long bytes = 0;
    if (Files.isDirectory(folders.state())) {
      try (Stream<Path> files = Files.list(folders.state())) {
        for (Path each : files.toList()) {
          bytes += Files.isRegularFile(each) ? Files.size(each) : 0;
        }
      } catch (IOException e) {
        return List.of(
            Finding.warning("log", folders.state() + " cannot be read.", "See who may read it."));
      }
    }
    return List.of(
        bytes > MUCH_LOG
            ? Finding.warning(
                "log",
                "The log in " + folders.state() + " is " + bytes / 1_000_000 + " MB.",
                "Remove what is old of it.")
            : Finding.ok("log", "The log in " + folders.state() + " is " + bytes / 1_000 + " kB."));
  }

  private List<Finding> online() {
    Models models = models();
    if (models == null) {
      return List.of();
    }
    try (models) {
      String name = models.usual();
      models.requireLogin(name);
      Model model = models.open(name);
      ModelRequest request =
          new ModelRequest(
              "You are being tested. Answer with one word.",
              List.of(new ModelMessage.User(List.of(new Content.Text("Say ok.")))),
              List.of());
      long begun = System.nanoTime();
      model.stream(request).blockLast(PATIENCE);
      long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
      return List.of(
          Finding.ok(
              "model.online",
              name + " has answered after " + millis + " ms; that was a request with a price."));
    } catch (AcpException e) {
      return List.of(
          Finding.problem(
              "model.online",
              "The model does not answer: " + e.getMessage() + ".",
              "See the key, the address and the network."));
    } catch (IllegalStateException late) {
      return List.of(
          Finding.problem(
              "model.online",
              "The model has not answered within " + PATIENCE.toSeconds() + " s.",
              "See the address, the network and the proxy."));
    }
  }
}
