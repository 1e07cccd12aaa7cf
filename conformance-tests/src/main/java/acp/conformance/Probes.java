package acp.conformance;

import acp.conformance.mcp.ProbeServer;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The MCP servers of one transcript: how an agent starts them, and what they have written down. For
 * one thread.
 */
final class Probes implements AutoCloseable {
  private final Path folder;
  private @Nullable WatchService watch;

  Probes(Path folder) {
    this.folder = folder;
  }

  /**
   * A server as {@code session/new} takes it. It runs on the Java that runs the kit, with a
   * variable {@code ACP_PROBE} that holds its name.
   */
  ObjectNode server(String name) {
    ObjectNode server = Json.object().put("name", name.toLowerCase(Locale.ROOT));
    server.put("command", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ArrayNode arguments = server.putArray("args");
    Stream.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-cp", classPath())
        .forEach(arguments::add);
    arguments.add(ProbeServer.class.getName()).add(file(name).toString());
    server.putArray("env").addObject().put("name", "ACP_PROBE").put("value", name);
    return server;
  }

  private Path file(String name) {
    return folder.resolve("mcp-" + name + ".log");
  }

  /** Only what it needs: everything here stands in the agent's input. */
  private static String classPath() {
    return Stream.of(ProbeServer.class, ObjectMapper.class, JsonFactory.class, JsonProperty.class)
        .map(
            type -> URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()))
        .map(place -> Path.of(place).toString())
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** What the server has written down so far. */
  List<String> lines(String name) {
    try {
      return Files.exists(file(name)) ? Files.readAllLines(file(name)) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("what an MCP server wrote down cannot be read", e);
    }
  }

  /** Whether there is such a line. */
  boolean saw(String name, Pattern pattern) {
    return lines(name).stream().anyMatch(line -> pattern.matcher(line).find());
  }

  /** Waits until a server writes something, but no longer than this. */
  void await(Duration time) {
    try {
      WatchService service = watch;
      if (service == null) {
        service = folder.getFileSystem().newWatchService();
        folder.register(
            service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
        watch = service;
      }
      WatchKey key = service.poll(time.toNanos(), TimeUnit.NANOSECONDS);
      if (key != null) {
        key.pollEvents();
        key.reset();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a folder cannot be watched", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while playing", e);
    }
  }

  @Override
  public void close() {
    try {
      if (watch != null) {
        watch.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
