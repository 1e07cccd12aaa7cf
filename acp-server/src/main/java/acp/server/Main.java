package acp.server;

import acp.cli.Commands;
import acp.model.Providers;
import acp.surface.Connection;
import acp.transport.StdioTransport;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * The way in. Started by an editor, and often: what stands here runs before the first answer, so it
 * touches as little as it can. The real stdout is taken for the protocol first, and from then on
 * whatever prints goes to stderr.
 */
public final class Main {

  private Main() {}

  /** Serves one editor on stdin and stdout, or runs the command that the arguments name. */
  public static void main(String[] args) {
    FileOutputStream wire = new FileOutputStream(FileDescriptor.out);
    Map<String, String> flags = Flags.read(args);
    if (flags == null) {
      exit(command(args));
      return;
    }
    System.setOut(System.err);
    exit(serve(flags, wire));
  }

  private static int command(String[] args) {
    Folders folders = Folders.of(System.getenv(), System.getProperty("user.home"));
    var program =
        new Commands.Program(
            Version.NUMBER,
            folders.data(),
            folders.configFile(),
            new KeyFile(
                folders.credentialsFile(), System.in, onTerminal(), () -> providers(folders)),
            new InProcess(System.getenv(), System.getProperty("user.home")),
            folders.log(),
            SessionFiles::open,
            Flags.described());
    PrintStream out = System.out;
    System.setOut(System.err); // stdout is the answer's, whatever else may print
    return Commands.run(args, program, out, System.err);
  }

  private static Providers providers(Folders folders) {
    ConfigFile file = ConfigFile.read(folders.configFile());
    return new Providers(ModelConfig.providers(new Values(Map.of(), System.getenv(), file)));
  }

  /** Whether stdin is a terminal; the launcher knows. */
  private static boolean onTerminal() {
    return Boolean.getBoolean("acp.terminal");
  }

  private static int serve(Map<String, String> flags, FileOutputStream wire) {
    Settings settings;
    try {
      settings = Settings.read(flags, System.getenv(), System.getProperty("user.home"));
      settings.check();
    } catch (SettingsException unusable) {
      System.err.println(Version.NAME + ": " + unusable.getMessage());
      return 2;
    }
    if (onTerminal()) {
      System.err.println(
          "acp-server speaks the Agent Client Protocol on stdin and stdout, and is started by an"
              + " editor. Try: acp-server demo, or acp-server --help. Ctrl-D ends it.");
    }
    Wiring wiring = new Wiring(settings);
    FileInputStream in = new FileInputStream(FileDescriptor.in);
    Ready ready = new Ready(settings, wiring);
    Connection connection = wiring.connect(new StdioTransport(in, wire), ready, Main::leave);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(connection, wiring), "stop"));
    connection.run();
    end(connection, wiring);
    return 0;
  }

  /** Ends in good order; asked for by the end of stdin and by a signal, whichever comes first. */
  private static void end(Connection connection, Wiring wiring) {
    connection.end();
    wiring.close();
  }

  /**
   * Nobody reads any more: ends as after a signal, since the reading of stdin cannot be called off.
   */
  private static void leave() {
    new Thread(() -> System.exit(1), "leave").start();
  }

  /** Halts: nothing is left to be done at exit, and the hooks of libraries would only take time. */
  private static void exit(int code) {
    System.err.flush();
    Runtime.getRuntime().halt(code);
  }

  /** What is done when the client has its first answer, off the thread that reads. */
  record Ready(Settings settings, Wiring wiring) implements Runnable {

    @Override
    public void run() {
      Thread thread = new Thread(this::prepare, "ready");
      thread.setDaemon(true);
      thread.start();
    }

    void prepare() {
      wiring.prepare();
      String home = System.getProperty("acp.home");
      if (home != null) {
        Jars.restoreTimes(Path.of(home));
      }
      Logs.start(settings.folders().logPattern());
    }
  }
}
