package acp.scale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A client that measures: it reads updates as bytes and nothing more, so that what takes time is
 * the server. For one thread.
 */
final class ScaleClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final InputStream in;
  private int lastId;

  /**
   * What came of a request.
   *
   * @param first milliseconds until the first update; those until the answer where none came
   * @param whole milliseconds until the answer
   */
  record Took(JsonNode answer, double first, double whole, long updates, long bytes) {}

  /** Starts the image upon the store. */
  ScaleClient(Path image, Path store, Path home) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            image.resolve("bin/acp-server").toString(),
            "--data-dir",
            store.toString(),
            "--unstable");
    builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
    builder.environment().put("HOME", home.toString());
    builder.environment().put("ACP_SERVER_MODEL", "scripted/default");
    builder.environment().put("ACP_SERVER_NO_BACKUPS", "1");
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    process = builder.start();
    in = new BufferedInputStream(process.getInputStream(), 1 << 16);
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  static ArrayNode array(String element) {
    return JSON.createArrayNode().add(element);
  }

  void initialize() throws IOException {
    ObjectNode params = object().put("protocolVersion", 1);
    params.putObject("clientCapabilities");
    ask("initialize", params);
  }

  /** Asks, and waits for the answer. */
  Took ask(String method, ObjectNode params) throws IOException {
    ObjectNode request = object().put("jsonrpc", "2.0").put("id", ++lastId).put("method", method);
    request.set("params", params);
    byte[] line = (request + "\n").getBytes(StandardCharsets.UTF_8);
    long sent = System.nanoTime();
    process.getOutputStream().write(line);
    process.getOutputStream().flush();
    double first = 0;
    long updates = 0;
    long bytes = 0;
    while (true) {
      byte[] next = line();
      double at = (System.nanoTime() - sent) / 1e6;
      first = first == 0 ? at : first;
      bytes += next.length;
      if (isUpdate(next)) {
        updates++;
        continue;
      }
      JsonNode message = JSON.readTree(next);
      if (!message.has("method") && message.path("id").asInt() == lastId) {
        return new Took(message, first, at, updates, bytes);
      }
    }
  }

  private static boolean isUpdate(byte[] line) {
    return new String(line, 0, Math.min(60, line.length), StandardCharsets.UTF_8)
        .contains("\"session/update\"");
  }

  private byte[] line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("the server has ended");
      }
      line.write(b);
    }
    return line.toByteArray();
  }

  /** The most memory that the process ever had, in MB. */
  double peak() throws IOException {
    for (String line :
        Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
      }
    }
    throw new IOException("this system does not say how much memory a process has");
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
