package acp.server;

import acp.transfer.Secrets;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Keeps secrets to itself: those that are set somewhere, whatever they look like, and those that
 * look like one, wherever they stand. Rather too much is masked than too little.
 */
final class Confidence {
  static final String MASK = "[redacted]";

  /** What is shorter is no secret, and is found everywhere. */
  private static final int SHORTEST = 4;

  /** Where the shell is and was; elsewhere these three letters stand for a password. */
  private static final Set<String> FOLDERS = Set.of("PWD", "OLDPWD");

  private final Secrets secrets = new Secrets();
  private final List<String> known;

  Confidence(Map<String, String> env, Folders folders, ConfigFile file) {
    Set<String> values =
        new TreeSet<>(
            Comparator.comparingInt(String::length)
                .reversed()
                .thenComparing(Comparator.naturalOrder()));
    env.forEach(
        (name, value) -> {
          if (isSecret(name)) {
            keep(value, values);
          }
        });
    try {
      for (String line : Files.readAllLines(folders.credentialsFile(), StandardCharsets.UTF_8)) {
        keep(
            line.substring(line.indexOf('=') + 1).strip().replaceAll("^[\"']|[\"'].*$", ""),
            values);
      }
    } catch (IOException none) {
      // then it has no secrets
    }
    if (file.root() != null) {
      collect("", file.root(), values);
    }
    known = List.copyOf(values);
  }

  private boolean isSecret(String name) {
    return !FOLDERS.contains(name) && looksSecret(name);
  }

  private boolean looksSecret(String name) {
    return secrets.isNameOfOne(name) || name.matches("(?i).*(key|auth|(^|_)pat($|_)).*");
  }

  private static void keep(String value, Set<String> values) {
    if (value.strip().length() >= SHORTEST) {
      values.add(value.strip());
      for (String word : value.strip().split("[\\s=]+", -1)) { // "Bearer", and then the token
        if (word.length() >= 2 * SHORTEST) {
          values.add(word);
        }
      }
    }
  }

  /** Whether a key of the settings holds secrets, whatever stands there. */
  boolean isPrivate(String key) {
    return key.equals("headers")
        || key.equals("env")
        || key.equals("args")
        || (isSecret(key) && !key.equals("key_env"));
  }

  private void collect(String key, JsonNode node, Set<String> values) {
    if (isPrivate(key)) {
      all(node, values);
    } else if (node.isObject()) {
      node.properties().forEach(each -> collect(each.getKey(), each.getValue(), values));
    } else if (node.isArray()) {
      node.forEach(each -> collect(key, each, values));
    }
  }

  private static void all(JsonNode node, Set<String> values) {
    if (node.isValueNode()) {
      keep(node.asText(), values);
    } else {
      node.forEach(each -> all(each, values));
    }
  }

  /** The text without them. */
  String mask(String text) {
    String masked = text;
    for (String value : known) {
      masked = masked.replace(value, MASK);
    }
    return secrets.mask(masked);
  }
}
