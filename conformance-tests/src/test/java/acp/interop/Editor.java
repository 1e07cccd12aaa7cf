package acp.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What an editor has behind its SDK: buffers that are never saved, so that what goes through them
 * is told from what goes to the disk, and terminals.
 */
final class Editor {
  private final Map<String, String> buffers = new ConcurrentHashMap<>();
  private final List<Ended> terminals = new CopyOnWriteArrayList<>();

  /**
   * A command that has ended in a terminal.
   *
   * @param words the command and its arguments
   * @param output what it wrote to both of its streams
   * @param exit its exit code
   */
  record Ended(List<String> words, String output, int exit) {}

  /** The text of a file as the editor shows it: its buffer, or what is on the disk. */
  String read(String path) throws IOException {
    String buffer = buffers.get(path);
    return buffer == null ? Files.readString(Path.of(path)) : buffer;
  }

  /** Changes a buffer, and not the disk. */
  void write(String path, String text) {
    buffers.put(path, text);
  }

  /** Runs a short command to its end and gives the id of the terminal that it ran in. */
  String run(String command, List<String> args, String folder, Map<String, String> environment)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(args);
    ProcessBuilder builder = new ProcessBuilder(words).directory(Path.of(folder).toFile());
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    terminals.add(new Ended(List.copyOf(words), output, process.waitFor()));
    return "terminal-" + terminals.size();
  }

  /** The terminal of that id. */
  Ended terminal(String id) {
    return terminals.get(Integer.parseInt(id.substring("terminal-".length())) - 1);
  }

  /** All commands that ran, in order. */
  List<Ended> terminals() {
    return List.copyOf(terminals);
  }
}
