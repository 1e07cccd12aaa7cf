package acp.conformance.honest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file for each session: the first line says what it is, each further one is an update as it was
 * sent.
 */
final class Store {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path folder;

  Store(Path folder) {
    this.folder = folder;
  }

  private Path file(String id) {
    return folder.resolve(id + ".jsonl");
  }

  boolean has(String id) {
    return id.matches("[0-9a-f-]+") && Files.exists(file(id));
  }

  synchronized void append(String id, JsonNode entry) {
    try {
      Files.createDirectories(folder);
      Files.writeString(
          file(id), entry + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("the session cannot be written", e);
    }
  }

  ObjectNode head(String id) {
    return (ObjectNode) read(id).getFirst();
  }

  List<JsonNode> updates(String id) {
    return read(id).stream().skip(1).toList();
  }

  List<String> ids() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString().replace(".jsonl", ""))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the sessions cannot be listed", e);
    }
  }

  private synchronized List<JsonNode> read(String id) {
    try {
      List<JsonNode> entries = new ArrayList<>();
      for (String line : Files.readAllLines(file(id))) {
        entries.add(MAPPER.readTree(line));
      }
      return entries;
    } catch (IOException e) {
      throw new UncheckedIOException("the session cannot be read", e);
    }
  }
}
