package acp.conformance;

import acp.conformance.honest.HonestAgent;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * The honest agent as a jar with a cache of its classes, made once for each JVM of tests: it is
 * started hundreds of times, and the cache halves what a start costs.
 */
final class HonestProgram {
  private static final String TRAINING =
      """
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":1}}
      {"jsonrpc":"2.0","id":2,"method":"session/new","params":{"cwd":"/tmp","mcpServers":[]}}
      {"jsonrpc":"2.0","id":3,"method":"session/list"}
      not json
      """;

  private HonestProgram() {}

  /** Made when first asked for. */
  private static final class Made {
    static final List<String> COMMAND = make();
  }

  /** The words that start it, to which its own arguments are added. */
  static List<String> command() {
    return Made.COMMAND;
  }

  private static List<String> make() {
    try {
      Path folder = Files.createTempDirectory("honest-agent");
      Path jar = folder.resolve("honest.jar");
      Path cache = folder.resolve("honest.aot");
      List.of(folder, jar, cache).forEach(made -> made.toFile().deleteOnExit());
      writeJar(jar);
      train(folder, command(jar, "-XX:AOTCacheOutput=" + cache));
      return command(jar, "-XX:AOTCache=" + cache);
    } catch (IOException e) {
      throw new UncheckedIOException("the honest agent cannot be made", e);
    }
  }

  private static List<String> command(Path jar, String cache) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> classes = new ArrayList<>(List.of(jar.toString()));
    for (Class<?> one : List.of(ObjectMapper.class, JsonFactory.class, JsonProperty.class)) {
      classes.add(source(one).toString());
    }
    return List.of(
        java,
        "-Xlog:disable",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        cache,
        "-cp",
        String.join(File.pathSeparator, classes),
        HonestAgent.class.getName());
  }

  private static Path source(Class<?> one) {
    try {
      return Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void writeJar(Path jar) throws IOException {
    Path root = source(HonestAgent.class);
    Path room = root.resolve(HonestAgent.class.getPackageName().replace('.', '/'));
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out);
        Stream<Path> classes = Files.list(room)) {
      for (Path file : classes.toList()) {
        entries.putNextEntry(new JarEntry(root.relativize(file).toString().replace('\\', '/')));
        entries.write(Files.readAllBytes(file));
      }
    }
  }

  /** A run that loads what any run loads. Without a cache in the end the agent starts slower. */
  private static void train(Path folder, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("HOME", folder.toString());
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(TRAINING.getBytes(StandardCharsets.UTF_8));
    }
    process.onExit().join();
  }
}
