package acp.conformance.honest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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

  void append(String id, JsonNode entry) {
    appendAll(id, List.of(entry));
  }

  synchronized void appendAll(String id, List<JsonNode> entries) {
    StringBuilder lines = new StringBuilder();
    entries.forEach(entry -> lines.append(entry).append('\n'));
    byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
    try {
      Files.createDirectories(folder);
      Files.write(file(id), bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("the session cannot be written", e);
    }
  }

  synchronized void delete(String id) {
    try {
      if (has(id)) {
        Files.delete(file(id));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the session cannot be deleted", e);
    }
  }

  ObjectNode head(String id) {
    return (ObjectNode) read(id).getFirst();
  }

  List<JsonNode> updates(String id) {
    return read(id).stream().skip(1).toList();
  }

  Instant changed(String id) {
    try {
      return Files.getLastModifiedTime(file(id)).toInstant();
    } catch (IOException e) {
      throw new UncheckedIOException("the session cannot be found", e);
    }
  }

  /** All sessions, those first that were changed last, or the other way round. */
  List<String> ids(boolean oldestFirst) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    Comparator<String> byTime = Comparator.comparing(this::changed);
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString().replace(".jsonl", ""))
          .sorted(oldestFirst ? byTime : byTime.reversed())
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
